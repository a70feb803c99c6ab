/** Builds the app: a small first load, lazy chunks, our own service worker, and compressed copies for the server. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defineConfig, minifySync, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { precompress } from './server/http/static/precompress.ts'

const DIST = 'dist'
/** Folders whose content determines the build's id. */
const SOURCES = ['base', 'protocol', 'web', 'public']
const BACKGROUND_LIGHT = '#ffffff'

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

/** Derives the build's id from the sources, the same on any machine. `BUILD_SALT` changes it, for tests of updates. */
function buildId(): string {
  const hash = createHash('sha256').update(process.env.BUILD_SALT ?? '')
  for (const file of [...SOURCES.flatMap(filesUnder), 'bun.lock'])
    hash.update(relative('.', file)).update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

const build = buildId()

/** Runs after the build: strips comments of the first script, writes version.json, then .br and .gz copies of each file. */
const finish: Plugin = {
  name: 'inviso-finish',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    order: 'post',
    sequential: true,
    async handler() {
      const first = join(DIST, 'first-paint.js')
      writeFileSync(first, minifySync(first, readFileSync(first, 'utf8')).code)
      writeFileSync(join(DIST, 'version.json'), JSON.stringify({ name: 'inviso', build }))
      await precompress(DIST)
    },
  },
}

/**
 * Loads the first load's other modules by script tags. WebKit never asks again for a preloaded module that failed, not even after a reload
 * (https://bugs.webkit.org/show_bug.cgi?id=270357): after one lost request the app could not start until Safari is closed.
 */
const withoutPreloads: Plugin = {
  name: 'inviso-without-preloads',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replaceAll(
        /<link rel="modulepreload" crossorigin href="([^"]+)">/g,
        '<script type="module" crossorigin src="$1"></script>',
      ),
  },
}

export default defineConfig({
  root: 'web',
  publicDir: '../public',
  // Each of Lucide's icon files takes its drawing code from this path. web/ui/controls/lucide-icon.test.ts notices when that changes.
  resolve: {
    alias: [
      {
        find: /^\.\.\/createLucideIcon\.mjs$/,
        replacement: join(import.meta.dirname, 'web/ui/controls/lucide-icon.ts'),
      },
    ],
  },
  define: { __BUILD__: JSON.stringify(build) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `../${DIST}`,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // None for lazy parts either, for the same fault of WebKit's; they are loaded before they are needed.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, needed, { hostType }) => (hostType === 'html' ? needed : []),
    },
    sourcemap: false,
    rolldownOptions: {
      // A library of HPKE asks for Node's module where there is no WebCrypto; a browser has it and never does.
      external: (id: string, importer?: string) => id === 'crypto' && !!importer?.includes('/@hpke/'),
      input: { index: 'web/index.html', nudge: 'web/worker/nudge.ts' },
      output: {
        // A worker's address must never change: the browser asks there for a newer one.
        entryFileNames: ({ name }) => (name === 'nudge' ? 'nudge.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          // Code shared by all screens goes into one file, since each additional file costs the first load some hundred bytes.
          groups: [
            {
              name: 'base',
              test: /node_modules\/(preact|@preact|valibot)\/|vite\/preload-helper|protocol\/limits|web\/i18n\/phrases\/(current-language|english-formats|regional-tag)\.ts|web\/ui\/controls\/lucide-icon/,
            },
          ],
        },
      },
    },
  },
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'worker',
      filename: 'sw.ts',
      injectRegister: false,
      injectManifest: {
        globPatterns: [
          'index.html',
          'assets/**/*.{js,css,woff2}',
          'manifest.webmanifest',
          '*.svg',
          'icon-192.png',
          'first-paint.js',
        ],
      },
      manifest: {
        id: '/',
        name: 'Inviso',
        short_name: 'Inviso',
        description: 'Private chat between two people. Six digits, one direct link, no account.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        // A link that the system opens in the installed app goes to the open window without a new load (platform/page).
        launch_handler: { client_mode: ['focus-existing', 'auto'] },
        background_color: BACKGROUND_LIGHT,
        theme_color: BACKGROUND_LIGHT,
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        shortcuts: [
          { name: 'New session', url: '/#new' },
          { name: 'Join', url: '/#join' },
        ],
      },
    }),
    withoutPreloads,
    finish,
  ],
})

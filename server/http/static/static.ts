/** Serves the built app from memory: files are read at start and sent in the best encoding; hashed ones are cached for ever, the shell is always revalidated. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { buildOf } from './dist.ts'

type Encoding = 'br' | 'gzip' | 'identity'
interface Asset {
  readonly bodies: Readonly<Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>>
  readonly type: string
  readonly etag: string
  readonly cache: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}
const FOREVER = 'public, max-age=31536000, immutable'
const A_DAY = 'public, max-age=86400'
/** `no-cache`: stored, but revalidated each time, so that no phone stays on an old build. */
const NEVER = 'no-cache'

function cacheOf(path: string): string {
  if (path.startsWith('/assets/')) return FOREVER
  return /\.(png|svg)$/.test(path) ? A_DAY : NEVER
}

function loadAssets(dist: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>()
  if (!existsSync(dist)) return assets
  const read = (file: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(file))
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(dist, file).split(sep).join('/')}`
    const identity = read(file)
    assets.set(path, {
      bodies: {
        identity,
        ...(existsSync(`${file}.br`) ? { br: read(`${file}.br`) } : {}),
        ...(existsSync(`${file}.gz`) ? { gzip: read(`${file}.gz`) } : {}),
      },
      type: TYPES[extname(file)] ?? 'application/octet-stream',
      etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
      cache: cacheOf(path),
    })
  }
  return assets
}

function pickEncoding(asset: Asset, accepted: string): Encoding {
  const refused = (name: string): boolean =>
    new RegExp(`\\b${name}\\s*;\\s*q=0(\\.0+)?\\s*(,|$)`).test(accepted)
  const takes = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(accepted) && !refused(name)
  if (asset.bodies.br && takes('br')) return 'br'
  return asset.bodies.gzip && takes('gzip') ? 'gzip' : 'identity'
}

export interface Statics {
  /** Returns the response for a path of the app; null when there is no such file. */
  readonly serve: (request: Request, path: string) => Response | null
  /** Name of the served build; `dev` without a build. */
  readonly build: string
}

export function createStatics(dist: string): Statics {
  const assets = loadAssets(dist)
  const version = assets.get('/version.json')?.bodies.identity
  return {
    build: (version && buildOf(new TextDecoder().decode(version))) ?? 'dev',
    serve(request, path) {
      // A path without a file extension is a screen of the app, so return the shell.
      const asset = assets.get(path) ?? (extname(path) === '' ? assets.get('/index.html') : undefined)
      if (!asset) return null
      const encoding = pickEncoding(asset, request.headers.get('Accept-Encoding') ?? '')
      const etag = `"${asset.etag}-${encoding}"`
      const headers: Record<string, string> = {
        'Content-Type': asset.type,
        'Cache-Control': asset.cache,
        ETag: etag,
        Vary: 'Accept-Encoding',
        ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
      }
      const same = (request.headers.get('If-None-Match') ?? '')
        .split(',')
        .some((tag) => tag.trim().replace(/^W\//, '') === etag)
      if (same) return new Response(null, { status: 304, headers })
      const body = asset.bodies[encoding] ?? null
      if (body) headers['Content-Length'] = String(body.length)
      return new Response(request.method === 'HEAD' ? null : body, { headers })
    },
  }
}

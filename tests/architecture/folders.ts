/** The folders of the architecture: which folder may import which, and which packages each one owns. */

export interface Folder {
  /** Folders it may import besides itself, `base` and `protocol`. A name ending in `/*` allows all folders below. */
  readonly folders: readonly string[]
  readonly packages: readonly RegExp[]
  /** Folders from which it may import only files with these names, or only types. */
  readonly only?: Readonly<Record<string, RegExp | 'types'>>
}

const preact = [/^preact(\/|$)/, /^@preact\/signals$/]
const icons = /^lucide-preact$/
const signals = /^@preact\/signals$/
const valibot = /^valibot$/
const PLATFORM = 'web/platform/*'
const TRANSPORT = 'web/transport/*'
const view = (...folders: readonly string[]): Folder => ({
  folders: ['web/ui/*', 'web/i18n/phrases', 'web/i18n', 'web/views', ...folders],
  packages: [...preact, icons],
  only: { 'web/i18n': /languages\.ts$/ },
})

export const FOLDERS: Readonly<Record<string, Folder>> = {
  base: { folders: [], packages: [] },
  protocol: { folders: [], packages: [valibot] },

  'web/ui/navigation': { folders: [], packages: preact },
  'web/ui/gestures': { folders: ['web/ui/navigation'], packages: [/^preact(\/|$)/] },
  'web/ui/theme': { folders: [], packages: [] },
  'web/ui/controls': {
    folders: ['web/ui/navigation', 'web/ui/gestures'],
    packages: [...preact, icons, /^uqr$/],
  },
  'web/i18n/phrases': { folders: [], packages: [signals] },
  'web/i18n/translations': { folders: ['web/i18n/phrases'], packages: [] },
  'web/i18n': { folders: ['web/i18n/phrases', 'web/i18n/translations'], packages: [signals] },

  'web/platform': { folders: [], packages: [] },
  'web/platform/network': { folders: ['web/platform'], packages: [] },
  'web/platform/storage': { folders: ['web/platform'], packages: [/^idb-keyval$/] },
  'web/platform/files': { folders: ['web/platform'], packages: [] },
  'web/platform/page': {
    folders: ['web/platform', 'web/platform/network', 'web/platform/storage'],
    packages: [/^workbox-window$/, /^zxing-wasm\//],
  },
  'web/platform/device': {
    folders: ['web/platform', 'web/platform/network', 'web/platform/storage', 'web/platform/page'],
    packages: [/^hash-wasm$/, /^@noble\/hashes\//, /^@simplewebauthn\/browser$/],
  },
  'web/log': { folders: [PLATFORM], packages: [signals] },
  'web/crypto': { folders: [], packages: [/^@noble\/(curves|post-quantum)\//, /^@hpke\/core$/] },
  'web/transport/link': { folders: [PLATFORM], packages: [valibot] },
  'web/transport/signaling': { folders: [PLATFORM], packages: [valibot] },
  'web/transport/api': { folders: [PLATFORM], packages: [valibot] },
  'web/vault/files': { folders: [PLATFORM, 'web/crypto'], packages: [] },
  'web/vault': { folders: [PLATFORM, 'web/crypto'], packages: [valibot] },
  'web/ledger': { folders: [PLATFORM, 'web/crypto', 'web/log'], packages: [valibot] },
  'web/channel': { folders: [PLATFORM, 'web/log', 'web/crypto', 'web/transport/link'], packages: [] },

  'web/domain': { folders: [], packages: [] },
  'web/domain/time': { folders: [PLATFORM], packages: [signals] },
  'web/domain/settings': {
    folders: ['web/domain', PLATFORM, 'web/transport/api', 'web/log'],
    packages: [signals, valibot],
  },
  'web/domain/lifetime': {
    folders: ['web/domain', 'web/ledger'],
    packages: [],
    only: { 'web/ledger': 'types' },
  },
  'web/domain/signs': { folders: [PLATFORM], packages: [] },
  'web/domain/sessions': {
    folders: [
      ...['web/domain', 'web/domain/lifetime', PLATFORM, 'web/log', 'web/crypto', 'web/vault'],
      ...['web/transport/api', 'web/transport/link', 'web/channel'],
    ],
    packages: [signals, valibot],
    only: { 'web/transport/link': 'types', 'web/channel': 'types' },
  },
  'web/domain/lock': {
    folders: ['web/domain', 'web/domain/settings', PLATFORM, 'web/vault', 'web/transport/api', 'web/log'],
    packages: [signals],
  },
  'web/domain/invites': {
    folders: [
      ...['web/domain', 'web/domain/lifetime', 'web/domain/sessions', PLATFORM, 'web/crypto'],
      ...['web/transport/api', 'web/transport/signaling', 'web/log'],
    ],
    packages: [signals],
  },
  'web/domain/location': { folders: [PLATFORM], packages: [signals] },
  'web/domain/conversation': {
    folders: [
      ...['web/domain', 'web/domain/sessions', 'web/domain/settings', 'web/domain/lifetime'],
      'web/domain/location',
      ...['web/domain/signs', 'web/ledger', PLATFORM, 'web/log'],
    ],
    packages: [signals],
  },
  'web/domain/agreement': {
    folders: ['web/domain', 'web/domain/sessions', 'web/domain/conversation', 'web/crypto', PLATFORM],
    packages: [],
    only: { 'web/domain/conversation': 'types' },
  },
  'web/domain/connection': {
    folders: [
      ...['web/domain', 'web/domain/sessions', 'web/domain/invites', 'web/domain/conversation'],
      'web/domain/agreement',
      ...['web/channel', 'web/crypto', TRANSPORT, PLATFORM, 'web/log'],
    ],
    packages: [],
    only: { 'web/domain/invites': /pending-invite\.ts$|lazy\.ts$/, 'web/domain/conversation': 'types' },
  },
  'web/domain/nudges': {
    folders: [
      ...['web/domain', 'web/domain/sessions', 'web/domain/conversation'],
      ...[PLATFORM, 'web/transport/api', 'web/crypto', 'web/log'],
    ],
    packages: [signals, valibot],
    only: { 'web/domain/conversation': 'types' },
  },
  'web/domain/diagnostics': {
    folders: ['web/domain', 'web/log', PLATFORM, 'web/vault/files', 'web/transport/api'],
    packages: [signals],
    only: { 'web/vault/files': /lazy\.ts$|file-store\.ts$/ },
  },
  'web/domain/app': {
    folders: [...['web/domain/*', 'web/log', PLATFORM, 'web/vault', TRANSPORT, 'web/crypto', 'web/channel']],
    packages: [signals],
  },

  'web/views': view('web/domain/*'),
  'web/views/message-text': { folders: [], packages: [] },
  'web/views/nudges': view('web/domain/*'),
  'web/views/items': view('web/domain/*', 'web/views/message-text'),
  'web/views/attachments': view('web/domain/*'),
  'web/views/search': view(
    'web/domain/*',
    'web/views/items',
    'web/views/message-text',
    'web/views/attachments',
  ),
  'web/views/emoji': view(),
  'web/views/timeline': view(
    ...['web/domain/*', 'web/views/items', 'web/views/message-text', 'web/views/search'],
    ...['web/views/emoji', 'web/views/attachments'],
  ),
  'web/views/notices': view('web/domain/*', 'web/views/timeline', 'web/views/nudges'),
  'web/views/sessions': view('web/domain/*', 'web/views/message-text', 'web/views/nudges'),
  'web/views/invites': view('web/domain/*', 'web/views/nudges'),
  'web/views/lock': view('web/domain/*'),
  'web/views/chat': view(
    ...['web/domain/*', 'web/views/items', 'web/views/timeline', 'web/views/notices', 'web/views/emoji'],
    ...['web/views/sessions', 'web/views/invites', 'web/views/nudges', 'web/views/attachments'],
  ),
  'web/views/settings': view('web/domain/*', 'web/views/lock', 'web/views/nudges'),
  'web/views/app': view('web/domain/*', 'web/views/*'),

  'server/core': { folders: [], packages: [] },
  'server/files': { folders: [], packages: [/^node:/] },
  'server/push': {
    folders: ['server/core', 'server/files'],
    packages: [valibot, /^node:crypto$/, /^@hpke\/core$/, /^@block65\/webcrypto-web-push$/],
  },
  'server/store': { folders: [], packages: [/^drizzle-orm/, /^bun:sqlite$/, /^node:/] },
  'server/bus': { folders: [], packages: [] },
  'server/signal': {
    folders: ['server/core', 'server/store', 'server/bus'],
    packages: [valibot, /^node:crypto$/],
  },
  'server/http': {
    folders: ['server/core', 'server/store', 'server/bus', 'server/push', 'server/http/*'],
    packages: [valibot, /^node:/],
  },
  'server/http/call': { folders: ['server/core'], packages: [valibot, /^node:crypto$/] },
  'server/http/static': { folders: [], packages: [/^node:/] },
  'server/http/passkeys': {
    folders: ['server/http/call', 'server/core', 'server/files'],
    packages: [valibot, /^node:/, /^@simplewebauthn\/server(\/helpers)?$/],
  },
}

/** The rooms of the architecture: which folder may import which, and which packages each one owns. */

export interface Room {
  /** Rooms it may import besides itself, `base` and `protocol`. A name ending in `/*` allows all rooms below. */
  readonly rooms: readonly string[]
  readonly packages: readonly RegExp[]
  /** Rooms from which it may import only files with these names, or only types. */
  readonly only?: Readonly<Record<string, RegExp | 'types'>>
}

const preact = [/^preact(\/|$)/, /^@preact\/signals$/]
const icons = /^lucide-preact$/
const signals = /^@preact\/signals$/
const valibot = /^valibot$/
const PLATFORM = 'web/platform/*'
const TRANSPORT = 'web/transport/*'
const view = (...rooms: readonly string[]): Room => ({
  rooms: ['web/ui/*', 'web/i18n/phrases', 'web/i18n', 'web/views', ...rooms],
  packages: [...preact, icons],
  only: { 'web/i18n': /languages\.ts$/ },
})

export const ROOMS: Readonly<Record<string, Room>> = {
  base: { rooms: [], packages: [] },
  protocol: { rooms: [], packages: [valibot] },

  'web/ui/navigation': { rooms: [], packages: preact },
  'web/ui/gestures': { rooms: ['web/ui/navigation'], packages: [/^preact(\/|$)/] },
  'web/ui/theme': { rooms: [], packages: [] },
  'web/ui/controls': {
    rooms: ['web/ui/navigation', 'web/ui/gestures'],
    packages: [...preact, icons, /^uqr$/],
  },
  'web/i18n/phrases': { rooms: [], packages: [signals] },
  'web/i18n/translations': { rooms: ['web/i18n/phrases'], packages: [] },
  'web/i18n': { rooms: ['web/i18n/phrases', 'web/i18n/translations'], packages: [signals] },

  'web/platform': { rooms: [], packages: [] },
  'web/platform/network': { rooms: ['web/platform'], packages: [] },
  'web/platform/storage': { rooms: ['web/platform'], packages: [/^idb-keyval$/] },
  'web/platform/page': {
    rooms: ['web/platform', 'web/platform/network', 'web/platform/storage'],
    packages: [/^workbox-window$/, /^zxing-wasm\//],
  },
  'web/platform/device': {
    rooms: ['web/platform', 'web/platform/network', 'web/platform/storage', 'web/platform/page'],
    packages: [/^hash-wasm$/, /^@noble\/hashes\//, /^@simplewebauthn\/browser$/],
  },
  'web/log': { rooms: [PLATFORM], packages: [signals] },
  'web/crypto': { rooms: [], packages: [/^@noble\/(curves|post-quantum)\//] },
  'web/transport/link': { rooms: [PLATFORM], packages: [valibot] },
  'web/transport/signaling': { rooms: [PLATFORM], packages: [valibot] },
  'web/transport/api': { rooms: [PLATFORM], packages: [valibot] },
  'web/vault': { rooms: [PLATFORM, 'web/crypto'], packages: [valibot] },
  'web/ledger': { rooms: [PLATFORM, 'web/crypto', 'web/log'], packages: [valibot] },
  'web/channel': { rooms: [PLATFORM, 'web/log', 'web/crypto', 'web/transport/link'], packages: [] },

  'web/domain': { rooms: [], packages: [] },
  'web/domain/time': { rooms: [PLATFORM], packages: [signals] },
  'web/domain/settings': {
    rooms: ['web/domain', PLATFORM, 'web/transport/api', 'web/log'],
    packages: [signals, valibot],
  },
  'web/domain/sessions': {
    rooms: [
      ...['web/domain', PLATFORM, 'web/log', 'web/crypto', 'web/vault'],
      ...['web/transport/api', 'web/transport/link', 'web/channel'],
    ],
    packages: [signals, valibot],
    only: { 'web/transport/link': 'types', 'web/channel': 'types' },
  },
  'web/domain/lock': {
    rooms: ['web/domain', 'web/domain/settings', PLATFORM, 'web/vault', 'web/transport/api', 'web/log'],
    packages: [signals],
  },
  'web/domain/invites': {
    rooms: [
      ...['web/domain', 'web/domain/sessions', PLATFORM, 'web/crypto'],
      ...['web/transport/api', 'web/transport/signaling', 'web/log'],
    ],
    packages: [signals],
  },
  'web/domain/conversation': {
    rooms: [
      ...['web/domain', 'web/domain/sessions', 'web/domain/settings', 'web/ledger', PLATFORM, 'web/log'],
    ],
    packages: [signals],
  },
  'web/domain/connection': {
    rooms: [
      ...['web/domain', 'web/domain/sessions', 'web/domain/invites', 'web/domain/conversation'],
      ...['web/channel', 'web/crypto', TRANSPORT, PLATFORM, 'web/log'],
    ],
    packages: [],
    only: { 'web/domain/invites': /pending-invite\.ts$|lazy\.ts$/, 'web/domain/conversation': 'types' },
  },
  'web/domain/diagnostics': {
    rooms: ['web/domain', 'web/log', PLATFORM, 'web/transport/api'],
    packages: [signals],
  },
  'web/domain/app': {
    rooms: [...['web/domain/*', 'web/log', PLATFORM, 'web/vault', TRANSPORT, 'web/crypto', 'web/channel']],
    packages: [signals],
  },

  'web/views': view('web/domain/*'),
  'web/views/message-text': { rooms: [], packages: [] },
  'web/views/items': view('web/domain/*', 'web/views/message-text'),
  'web/views/timeline': view('web/domain/*', 'web/views/items', 'web/views/message-text'),
  'web/views/notices': view('web/domain/*', 'web/views/timeline'),
  'web/views/sessions': view('web/domain/*'),
  'web/views/invites': view('web/domain/*'),
  'web/views/lock': view('web/domain/*'),
  'web/views/chat': view(
    ...['web/domain/*', 'web/views/items', 'web/views/timeline', 'web/views/notices'],
    ...['web/views/sessions', 'web/views/invites'],
  ),
  'web/views/settings': view('web/domain/*', 'web/views/lock'),
  'web/views/app': view('web/domain/*', 'web/views/*'),

  'server/core': { rooms: [], packages: [] },
  'server/store': { rooms: [], packages: [/^drizzle-orm/, /^bun:sqlite$/, /^node:/] },
  'server/bus': { rooms: [], packages: [] },
  'server/signal': {
    rooms: ['server/core', 'server/store', 'server/bus'],
    packages: [valibot, /^node:crypto$/],
  },
  'server/http': {
    rooms: ['server/core', 'server/store', 'server/bus', 'server/http/*'],
    packages: [valibot, /^node:/],
  },
  'server/http/call': { rooms: ['server/core'], packages: [valibot, /^node:crypto$/] },
  'server/http/static': { rooms: [], packages: [/^node:/] },
  'server/http/passkeys': {
    rooms: ['server/http/call', 'server/core'],
    packages: [valibot, /^node:/, /^@simplewebauthn\/server(\/helpers)?$/],
  },
}

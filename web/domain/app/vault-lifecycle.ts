/** Opens, closes and erases every part together with the vault: on start, unlock, lock, Erase all data, and when another tab takes over. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { err, type Result } from '../../../base/result.ts'
import type { Log } from '../../log/log.ts'
import { type AppLock, createAppLock } from '../lock/app-lock.ts'
import type { EraseReport, ErasureView, StartView, TabView } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import type { AppParts } from './create-parts.ts'
import { lazyEraseAll } from './lazy.ts'
import { createLifecycles, erasedWithDatabase, type Lifecycle, together } from './lifecycles.ts'

export interface VaultLifecycle {
  readonly lock: AppLock
  readonly tab: TabView
  readonly erasure: ErasureView
  readonly start: Start
}

/** The start of the app: opens the storage and, if it is not locked, the vault. */
export interface Start extends StartView {
  /** True once the list or the locked screen can be shown. */
  readonly ready: ReadonlySignal<boolean>
  /** Calls `act` once, right before `ready` turns true for the first time. */
  readonly onFirst: (act: () => void) => void
}

/** `open` may be called again after a failure: an error or a rejection. */
function createStart(log: Log, open: () => Promise<Result<void, 'storage_failed'>>): Start {
  const state = signal<'opening' | 'open' | 'failed'>('opening')
  let first = (): void => {}
  return {
    ready: computed(() => state.value === 'open'),
    failed: computed(() => state.value === 'failed'),
    onFirst(act) {
      first = act
    },
    async again() {
      state.value = 'opening'
      // What the app loads for it may not come, and the browser may refuse its cryptography.
      const opened = await open().catch(() => err('storage_failed' as const))
      if (opened.ok) {
        first()
        first = () => {}
      } else log.add('error', 'start.failed')
      state.value = opened.ok ? 'open' : 'failed'
      return opened.ok
    },
  }
}

/** The engine keeps the text of the latest match of a regular expression (`RegExp.input`), which may be a message: after this it keeps an empty one. */
function forgetLastMatch(): void {
  ;/^/.test('')
}

/** The stored data other than conversations; read in parallel, since no part depends on another. */
const keptPart = ({ store, settings, purges, actions, ended }: AppParts): Lifecycle =>
  together(
    'kept',
    {
      name: 'sessions',
      async open() {
        await store.load()
        await actions.resume()
      },
      close() {
        store.forget()
        actions.forget()
      },
      // The server must forget them too; the purge queue tells it.
      async erase() {
        for (const { server, identity } of store.records.value) purges.queue(server, identity.deviceId)
      },
      holds: () => store.records.value.length > 0 || ended.value.size > 0,
    },
    {
      name: 'settings',
      open: settings.load,
      close: settings.forget,
      erase: erasedWithDatabase,
      holds: settings.holds,
    },
    {
      name: 'purges',
      open: purges.load,
      close: purges.forget,
      erase: purges.erase,
      holds: purges.holds,
    },
  )

/** What the list shows of conversations: previews hold message text. */
const statusesPart = ({ status }: AppParts): Lifecycle => ({
  name: 'statuses',
  open: async () => {},
  close: status.clear,
  erase: erasedWithDatabase,
  holds: status.holds,
})

const conversationsPart = ({ conversations }: AppParts): Lifecycle => ({
  name: 'conversations',
  open: conversations.start,
  close: conversations.close,
  erase: erasedWithDatabase,
  holds: conversations.holds,
})

/** Links, and ringing, which the first open conversation opens. Push registrations are erased with the browser's stores. */
const connectionPart = ({ liveSessions, nudges, purges, syncLiveSessions }: AppParts): Lifecycle => ({
  name: 'connection',
  async open() {
    syncLiveSessions()
    purges.flush()
  },
  close() {
    liveSessions.suspendAll()
    nudges.loaded()?.forget()
  },
  erase: erasedWithDatabase,
  // Ringing holds what belongs to open conversations, and those are counted.
  holds: liveSessions.any,
})

export function createVaultLifecycle(
  ports: AppPorts,
  parts: AppParts,
  elsewhere: Signal<boolean>,
): VaultLifecycle {
  const { storage, vault, settings, log, purges } = parts
  const { page } = ports
  const report = signal<EraseReport | null>(null)
  // This order: a conversation needs its session and writes its status, a connection needs both.
  const lifecycles = createLifecycles([
    keptPart(parts),
    statusesPart(parts),
    conversationsPart(parts),
    connectionPart(parts),
  ])
  const check = (left: readonly string[]): void => {
    forgetLastMatch()
    if (left.length === 0) return
    // This is a bug, but no data may stay in memory: a reload clears it.
    log.add('error', 'lock.left_open', { count: left.length })
    page.reload()
  }
  const close = (): void => check(lifecycles.close())
  const lock = createAppLock(
    { ...ports, vault, raw: storage.raw, settings, log, looked: page.looked },
    { opened: async () => (elsewhere.value ? undefined : lifecycles.open()), locking: close },
  )
  /** Whether this tab holds the sessions; null until it asked. A tab that asked twice would find its own claim in the way. */
  let held: boolean | null = null
  const claim = async (steal: boolean): Promise<boolean> => {
    held = await ports.tabs.claim(steal, () => {
      held = false
      elsewhere.value = true
      close()
      vault.lock()
    })
    elsewhere.value = !held
    return held
  }
  const start = createStart(log, async () => {
    await storage.open()
    if (held === null) await claim(false)
    return lock.boot()
  })
  return {
    lock,
    start,
    tab: {
      elsewhere,
      useHere: () => void claim(true).then((held) => held && start.again()),
    },
    erasure: {
      report,
      startAnew: page.reload,
      async eraseAll() {
        const { eraseAll } = await lazyEraseAll.load()
        const locked = lock.state.value !== 'open'
        let left: readonly string[] = []
        const erase = async (): Promise<void> => {
          left = await lifecycles.erase()
        }
        const made = await eraseAll({ kv: storage.raw, page, log, locked, erase, untold: purges.untold })
        // From here on nothing may reopen the database.
        storage.useMemory()
        vault.lock()
        report.value = made
        check(left)
      },
    },
  }
}

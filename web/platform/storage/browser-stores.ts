/** Erases everything that this browser stores for the app, and counts what is left; loaded for Erase all data. */

export interface StoreCount {
  readonly store: 'files' | 'databases' | 'caches' | 'workers' | 'local' | 'session' | 'cookies'
  readonly count: number
}

/** Longest wait for one kind of store, so that the person hears how it ended; one that answers later is emptied later. */
const ANSWER_WITHIN_MS = 5_000

/** Longest wait for push services: without a network they never answer, and removing the workers ends the subscriptions anyway. */
const UNSUBSCRIBE_WITHIN_MS = 300

/** What erasing uses of a service worker's registration; without push it has no `pushManager`. */
export interface Ringable {
  readonly pushManager?: {
    readonly getSubscription: () => Promise<{ unsubscribe: () => Promise<unknown> } | null>
  }
  readonly getNotifications?: () => Promise<readonly { close: () => void }[]>
}

/** Ends all push subscriptions at once and closes what notifications are shown. Resolves after `ms` milliseconds at the latest, and never rejects. */
export async function silence(
  registrations: readonly Ringable[],
  ms: number = UNSUBSCRIBE_WITHIN_MS,
): Promise<void> {
  const work = registrations.flatMap((registration) => [
    registration.pushManager?.getSubscription().then((subscription) => subscription?.unsubscribe()),
    registration.getNotifications?.().then((shown) => {
      for (const notification of shown) notification.close()
    }),
  ])
  await Promise.race([Promise.allSettled(work), new Promise((resolve) => setTimeout(resolve, ms))])
}

const isTimeout = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'TimeoutError'

/** Rejects when the store refuses, or does not answer in time. */
const answered = <T>(ask: () => T | Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    setTimeout(() => reject(new DOMException('no answer', 'TimeoutError')), ANSWER_WITHIN_MS)
    Promise.resolve().then(ask).then(resolve, reject)
  })

/** Empties each store separately: a missing one (Lockdown Mode) counts as empty; returns the names of those that failed. */
export async function emptyStores(): Promise<readonly string[]> {
  const left: string[] = []
  const attempt = async (name: string, act: () => unknown): Promise<void> => {
    try {
      await answered(act)
    } catch {
      left.push(name)
    }
  }
  // First of all, while the workers are there: a service that hears of it answers no ring from then on.
  await attempt('serviceWorker', async () => {
    if ('serviceWorker' in navigator) await silence(await navigator.serviceWorker.getRegistrations())
  })
  await attempt('caches', async () => {
    if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name)
  })
  await attempt('serviceWorker', async () => {
    if (!('serviceWorker' in navigator)) return
    for (const registration of await navigator.serviceWorker.getRegistrations())
      await registration.unregister()
  })
  await attempt('localStorage', () => localStorage.clear())
  await attempt('sessionStorage', () => sessionStorage.clear())
  await attempt('indexedDB', async () => {
    if (typeof indexedDB === 'undefined' || !indexedDB.databases) return
    for (const { name } of await indexedDB.databases()) if (name) await deleteDatabase(name)
  })
  await attempt('files', removeFiles)
  await attempt('badge', () => ('clearAppBadge' in navigator ? navigator.clearAppBadge() : undefined))
  return [...new Set(left)]
}

/** A handle that a worker still holds keeps its file: tries to remove it again, with a wait between. */
const REMOVE_TRIES = 5
const REMOVE_AGAIN_MS = 50

/** Null where the browser has no private file system; Firefox refuses it in private windows. */
async function privateFiles(): Promise<FileSystemDirectoryHandle | null> {
  if (!navigator.storage?.getDirectory) return null
  return navigator.storage.getDirectory().catch(() => null)
}

const namesIn = async (directory: FileSystemDirectoryHandle): Promise<readonly string[]> => {
  const names: string[] = []
  for await (const name of (directory as unknown as { keys: () => AsyncIterable<string> }).keys())
    names.push(name)
  return names
}

/** Removes one entry with all in it; one that another page removed first is removed. Rejects when it stays. */
async function removeEntry(root: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await root.removeEntry(name, { recursive: true })
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === 'NotFoundError') return
      if (tries === REMOVE_TRIES) throw fault
      await new Promise((resolve) => setTimeout(resolve, REMOVE_AGAIN_MS))
    }
}

/** Removes everything from the browser's private file system; rejects when something stays, after all else was removed. */
export async function removeFiles(): Promise<void> {
  const root = await privateFiles()
  if (!root) return
  const removed = await Promise.allSettled((await namesIn(root)).map((name) => removeEntry(root, name)))
  const stays = removed.find((one) => one.status === 'rejected')
  if (stays) throw stays.reason
}

const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    // Blocked by a handle that is still closing; the deletion completes after that.
    request.onblocked = () => resolve()
    request.onerror = () => reject(request.error)
  })

/** Counts the stores as the browser reports them: a kind that it lacks or refuses counts as none, one that does not answer is left out. */
export async function countStores(): Promise<readonly StoreCount[]> {
  const count = async (
    store: StoreCount['store'],
    ask: () => Promise<number> | number,
  ): Promise<StoreCount | null> => {
    try {
      return { store, count: await answered(ask) }
    } catch (fault) {
      return isTimeout(fault) ? null : { store, count: 0 }
    }
  }
  const counts = await Promise.all([
    count('files', async () => {
      const root = await privateFiles()
      return root ? (await namesIn(root)).length : 0
    }),
    count('databases', async () => (await indexedDB.databases()).length),
    count('caches', async () => (await caches.keys()).length),
    count('workers', async () => (await navigator.serviceWorker.getRegistrations()).length),
    count('local', () => localStorage.length),
    count('session', () => sessionStorage.length),
    count('cookies', () => document.cookie.split(';').filter((cookie) => cookie.trim() !== '').length),
  ])
  return counts.filter((found) => found !== null)
}

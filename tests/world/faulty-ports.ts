/** Ports of an app whose calls can each be made to fail, in the way that browsers fail there. */
import { err } from '../../base/result.ts'
import type { AppPorts } from '../../web/domain/app/app-ports.ts'
import type { Rtc, RtcEvents, RtcPeer } from '../../web/platform/network/rtc.types.ts'
import type { Sockets } from '../../web/platform/network/socket.ts'
import type { Kv } from '../../web/platform/storage/kv.ts'

/** Called with the name of each call before it is made; returning true makes it fail. */
export type Fails = (call: string) => boolean

const broken = (call: string): DOMException => new DOMException(`made to fail: ${call}`, 'OperationError')

/** Rejects, or makes the call. */
const attempt = <T>(fails: Fails, call: string, act: () => Promise<T>): Promise<T> =>
  fails(call) ? Promise.reject(broken(call)) : act()
/** Throws, or makes the call. */
function attemptNow<T>(fails: Fails, call: string, act: () => T): T {
  if (fails(call)) throw broken(call)
  return act()
}

/** A store whose handle died twice at this call, or whose disk was full at this write, as `openKv` reports faults of IndexedDB. */
function faultyKv(kv: Kv, fails: Fails, lost: () => void): Kv {
  const tried = <T>(call: string, act: () => Promise<T>) => {
    const died = fails(`kv.${call}`)
    const full = (call === 'set' || call === 'swap') && fails(`full.${call}`)
    if (!died && !full) return act()
    if (died) lost()
    return Promise.resolve(err('storage_failed' as const))
  }
  return {
    kept: kv.kept,
    get: (key) => tried('get', () => kv.get(key)) as ReturnType<Kv['get']>,
    set: (key, value) => tried('set', () => kv.set(key, value)) as ReturnType<Kv['set']>,
    remove: (key) => tried('remove', () => kv.remove(key)) as ReturnType<Kv['remove']>,
    keys: () => tried('keys', () => kv.keys()) as ReturnType<Kv['keys']>,
    clear: () => tried('clear', () => kv.clear()) as ReturnType<Kv['clear']>,
    swap: (change) => tried('swap', () => kv.swap(change)) as ReturnType<Kv['swap']>,
    close: kv.close,
  }
}

const faultySockets = (sockets: Sockets, fails: Fails): Sockets => ({
  open(url, events) {
    if (!fails('socket.open')) return sockets.open(url, events)
    // As the real one does for an address that the browser refuses.
    queueMicrotask(events.close)
    return { send() {}, close() {} }
  },
})

const faultyPeer = (peer: RtcPeer, events: RtcEvents, fails: Fails): RtcPeer => ({
  describe: () => attempt(fails, 'rtc.describe', peer.describe),
  restart: () => attempt(fails, 'rtc.restart', peer.restart),
  setRemote: (type, sdp) => attempt(fails, 'rtc.setRemote', () => peer.setRemote(type, sdp)),
  addCandidate: (candidate) => attempt(fails, 'rtc.addCandidate', () => peer.addCandidate(candidate)),
  // A channel that throws while it takes a frame counts as closed.
  send(frame) {
    if (!fails('rtc.send')) return peer.send(frame)
    queueMicrotask(events.closed)
    return false
  },
  buffered: peer.buffered,
  path: () => attempt(fails, 'rtc.path', peer.path),
  binding: peer.binding,
  close: peer.close,
})
const faultyRtc = (rtc: Rtc, fails: Fails): Rtc => ({
  ...rtc,
  create(servers, events, relayOnly) {
    const peer = attemptNow(fails, 'rtc.create', () => rtc.create(servers, events, relayOnly))
    return faultyPeer(peer, events, fails)
  },
  stats: () => attempt(fails, 'rtc.stats', rtc.stats),
})

/** A lazy load may fail; the next one may succeed. */
const lateParts = (
  ports: AppPorts,
  fails: Fails,
): Pick<AppPorts, 'openRtc' | 'openWorker' | 'openProbes' | 'rest'> => ({
  openRtc: () => attempt(fails, 'openRtc', async () => faultyRtc(await ports.openRtc(), fails)),
  openWorker: () =>
    attempt(fails, 'openWorker', async () => {
      const worker = await ports.openWorker()
      return { ...worker, start: (offered) => attemptNow(fails, 'worker.start', () => worker.start(offered)) }
    }),
  openProbes: () => attempt(fails, 'openProbes', ports.openProbes),
  rest: { ...ports.rest, load: () => attempt(fails, 'rest.load', ports.rest.load) },
})

export const faultyPorts = (ports: AppPorts, fails: Fails): AppPorts => ({
  ...ports,
  ...lateParts(ports, fails),
  openKv: async (lost) => faultyKv(await ports.openKv(lost), fails, lost),
  sockets: faultySockets(ports.sockets, fails),
  argon2: (...given) => attempt(fails, 'argon2', () => ports.argon2(...given)),
})

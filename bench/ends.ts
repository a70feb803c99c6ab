/** Two ends in one page, for the benches: the app's peer connection, and the app's channel over it. */
import { fingerprintOf } from '../protocol/fingerprint.ts'
import { createChannel } from '../web/channel/channel.ts'
import type { Channel } from '../web/channel/channel.types.ts'
import { keyPairOf } from '../web/crypto/noise/x25519.ts'
import { createSystemClock } from '../web/platform/clock.ts'
import { createBrowserRtc } from '../web/platform/network/rtc.ts'
import type { RtcPeer } from '../web/platform/network/rtc.types.ts'

export const random = (length: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(length))

export interface Ends {
  readonly peers: readonly [RtcPeer, RtcPeer]
  readonly onFrame: [(bytes: Uint8Array) => void, (bytes: Uint8Array) => void]
  readonly onDrained: [() => void, () => void]
}

export async function connect(): Promise<Ends> {
  const rtc = createBrowserRtc()
  const onFrame: Ends['onFrame'] = [() => {}, () => {}]
  const onDrained: Ends['onDrained'] = [() => {}, () => {}]
  const peers: RtcPeer[] = []
  const opened = [0, 1].map(
    (index) =>
      new Promise<void>((resolve) => {
        peers[index] = rtc.create([], {
          candidate: (candidate) => void peers[1 - index]?.addCandidate(candidate),
          state() {},
          open: resolve,
          closed() {},
          frame: (bytes) => onFrame[index as 0 | 1](bytes),
          drained: () => onDrained[index as 0 | 1](),
          gathered() {},
        })
      }),
  )
  const [a, b] = peers
  if (!a || !b) throw new Error('no peers')
  await b.setRemote('offer', await a.describe())
  await a.setRemote('answer', await b.describe())
  await Promise.all(opened)
  return { peers: [a, b], onFrame, onDrained }
}

export async function secure({ peers, onFrame, onDrained }: Ends) {
  const link = random(32)
  const heard: [(bytes: Uint8Array) => void, (bytes: Uint8Array) => void] = [() => {}, () => {}]
  const channels: Channel[] = []
  const started = performance.now()
  const keys = [await keyPairOf(random(32)), await keyPairOf(random(32))]
  const opened = [0, 1].map(
    (index) =>
      new Promise<void>((resolve, reject) => {
        const peer = peers[index as 0 | 1]
        const { localSdp, remoteSdp } = peer.binding()
        const [own, theirs, self] = [fingerprintOf(localSdp), fingerprintOf(remoteSdp), keys[index]]
        if (!own || !theirs || !self) return reject(new Error('no keys'))
        const made = createChannel(
          { clock: createSystemClock(), send: peer.send },
          {
            role: index === 0 ? 'host' : 'guest',
            roomId: 'bench',
            secrets: { link },
            resumes: [],
            self,
            pinned: null,
            fingerprints: { own, theirs },
            random,
            takeGuess: async () => true,
          },
          {
            agreed: async () => {},
            open: () => resolve(),
            rekeyed: async () => {},
            proven: async () => {},
            message: (bytes) => heard[index as 0 | 1](bytes),
            failed: ({ why }) => reject(new Error(why)),
          },
        )
        channels[index] = made
        onFrame[index as 0 | 1] = made.receive
        onDrained[index as 0 | 1] = made.drained
      }),
  )
  await Promise.all(opened)
  const ms = performance.now() - started
  const [first, second] = channels
  if (!first || !second) throw new Error('no channels')
  return { ms, first, second, heard }
}

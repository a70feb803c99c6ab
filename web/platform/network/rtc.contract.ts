/** The contract of peer connections, for the fake and the browser's. Each check returns plain data, so that it can also run in a page. */
import type { Rtc, RtcEvents, RtcPeer } from './rtc.types.ts'

/** Two phones that can reach each other. */
export interface RtcWorld {
  readonly one: Rtc
  readonly other: Rtc
}

interface Side {
  readonly peer: RtcPeer
  /** Its events in order; only those that every kind has. */
  readonly told: string[]
  /** Resolves once this many events of a kind have come; never rejects, so that the test's own timeout ends it. */
  readonly until: (kind: string, count?: number) => Promise<void>
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const frame = (said: string): Uint8Array => new TextEncoder().encode(said)
/** Frames of one burst: more than one packet's worth, fewer than fill the send buffer. */
const BURST = 50

/** Creates one end; `reach` passes its candidates to the other end. */
function createSide(rtc: Rtc, reach: () => RtcPeer): Side {
  const told: string[] = []
  const waiting = new Set<() => void>()
  const tell = (what: string): void => {
    told.push(what)
    for (const check of waiting) check()
  }
  const events: RtcEvents = {
    candidate: (candidate) => void reach().addCandidate(candidate),
    state() {},
    open: () => tell('open'),
    closed: () => tell('closed'),
    frame: (bytes) => tell(`frame ${text(bytes)}`),
    drained() {},
    gathered() {},
  }
  const peer = rtc.create([], events)
  return {
    peer,
    told,
    until: (kind, count = 1) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (told.filter((what) => what.startsWith(kind)).length < count) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
  }
}

/** Holds candidates until both descriptions are set, as the app's signaling does. */
async function connect({ one, other }: RtcWorld): Promise<readonly [Side, Side]> {
  let described = (): void => {}
  const ready = new Promise<void>((resolve) => {
    described = resolve
  })
  const later = (to: () => Side): RtcPeer => ({
    ...to().peer,
    async addCandidate(candidate) {
      await ready
      await to().peer.addCandidate(candidate)
    },
  })
  const sides: { first?: Side; second?: Side } = {}
  const side = (name: 'first' | 'second') => (): Side => {
    const found = sides[name]
    if (!found) throw new Error('not made yet')
    return found
  }
  const first = createSide(one, () => later(side('second')))
  sides.first = first
  const second = createSide(other, () => later(side('first')))
  sides.second = second
  const offer = await first.peer.describe()
  await second.peer.setRemote('offer', offer)
  await first.peer.setRemote('answer', await second.peer.describe())
  described()
  await Promise.all([first.until('open'), second.until('open')])
  return [first, second]
}

function end(...sides: readonly Side[]): void {
  for (const { peer } of sides) peer.close()
}

export const rtcContract: Readonly<
  Record<string, { readonly run: (world: RtcWorld) => Promise<unknown>; readonly gives: unknown }>
> = {
  'opens once on both sides, and carries frames whole and in order, both ways': {
    async run(world) {
      const [first, second] = await connect(world)
      const said = Array.from({ length: BURST }, (_, at) => `${at}`)
      const sent = said.map((word) => first.peer.send(frame(word)) && second.peer.send(frame(word)))
      await Promise.all([first.until('frame', BURST), second.until('frame', BURST)])
      const whole = ['open', ...said.map((word) => `frame ${word}`)].join()
      const answer = [sent.every(Boolean), first.told.join() === whole, second.told.join() === whole]
      end(first, second)
      return answer
    },
    gives: [true, true, true],
  },
  'refuses a frame before it is open and after it was closed': {
    async run(world) {
      const alone = createSide(world.one, () => alone.peer)
      const early = alone.peer.send(frame('early'))
      const [first, second] = await connect(world)
      const open = first.peer.send(frame('open'))
      first.peer.close()
      const late = first.peer.send(frame('late'))
      end(alone, second)
      return [early, open, late]
    },
    gives: [false, true, false],
  },
  'tells the other side of its close, and itself nothing more': {
    async run(world) {
      const [first, second] = await connect(world)
      first.peer.close()
      await second.until('closed')
      second.peer.close()
      return [first.told, second.told]
    },
    gives: [['open'], ['open', 'closed']],
  },
  'binds to both descriptions, the same two on both sides, with a fingerprint of its own for each connection':
    {
      async run(world) {
        const [first, second] = await connect(world)
        const [a, b] = [first.peer.binding(), second.peer.binding()]
        const fingerprint = (sdp: string): string => /a=fingerprint:sha-256 (\S+)/.exec(sdp)?.[1] ?? ''
        const [third, fourth] = await connect(world)
        const prints = [first, second, third, fourth].map(({ peer }) => fingerprint(peer.binding().localSdp))
        const answer = [
          fingerprint(a.localSdp) === fingerprint(b.remoteSdp),
          fingerprint(b.localSdp) === fingerprint(a.remoteSdp),
          new Set(prints).size,
          prints.includes(''),
        ]
        end(first, second, third, fourth)
        return answer
      },
      gives: [true, true, 4, false],
    },
}

/** Fake peer connections: a switchboard connects those that have each other's descriptions, and delivers, delays or drops frames as told. */
import type { Rtc, RtcEvents, RtcPeer } from './rtc.types.ts'

export interface Switchboard {
  /** The RTC of one phone. */
  readonly rtc: (owner: string) => Rtc
  /** Ends all connections of a phone, as when its page is gone; the other ends get an event only when `told`. */
  readonly drop: (owner: string, told: boolean) => void
  readonly count: () => number
}

interface End {
  readonly owner: string
  readonly name: string
  readonly events: RtcEvents
  remote: string | null
  open: boolean
  over: boolean
}

const HASH_BYTES = 32

const sdpOf = (name: string, fingerprint: string): string =>
  `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\na=ice-ufrag:${name}\r\n`
const nameIn = (sdp: string): string | null => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1] ?? null

/** Delivers an action from one phone to another: later, in order for each pair, or never. */
type Carry = (from: string, to: string, act: () => void) => void

/** The open ends, and the delivery between connected ones. */
function createEnds(carry: Carry) {
  const ends = new Map<string, End>()
  const otherOf = (end: End): End | undefined => {
    const other = end.remote === null ? undefined : ends.get(end.remote)
    return other?.remote === end.name && !other.over ? other : undefined
  }
  return {
    ends,
    /** Both have each other's description: each opens once a packet of the other has arrived. */
    meet(end: End): void {
      const other = otherOf(end)
      if (!other) return
      for (const [from, to] of [
        [end, other],
        [other, end],
      ] as const)
        carry(from.owner, to.owner, () => {
          if (to.over || to.open) return
          to.open = true
          to.events.state('connected')
          to.events.open()
        })
    },
    send(end: End, frame: Uint8Array): boolean {
      if (!end.open || end.over) return false
      const other = otherOf(end)
      if (other)
        carry(end.owner, other.owner, () => {
          if (other.open && !other.over) other.events.frame(frame)
        })
      return true
    },
    remove(end: End, told: boolean): void {
      if (end.over) return
      const other = otherOf(end)
      end.over = true
      ends.delete(end.name)
      if (told && other) carry(end.owner, other.owner, () => (other.over ? undefined : other.events.closed()))
    },
  }
}

export function createSwitchboard(ports: {
  readonly bytes: (length: number) => Uint8Array
  readonly carry: Carry
}): Switchboard {
  const board = createEnds(ports.carry)
  let serial = 0
  const create = (owner: string, events: RtcEvents): RtcPeer => {
    serial += 1
    const name = `${owner}-${serial}`
    const fingerprint = [...ports.bytes(HASH_BYTES)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(':')
    const end: End = { owner, name, events, remote: null, open: false, over: false }
    board.ends.set(name, end)
    const localSdp = sdpOf(name, fingerprint)
    let remoteSdp = ''
    return {
      describe: async () => localSdp,
      restart: async () => localSdp,
      async setRemote(_, sdp) {
        remoteSdp = sdp
        end.remote = nameIn(sdp)
        board.meet(end)
      },
      addCandidate: async () => {},
      send: (frame) => board.send(end, frame),
      buffered: () => 0,
      path: async () => 'direct',
      binding: () => ({ localSdp, remoteSdp, remoteCertificate: null }),
      close: () => board.remove(end, true),
    }
  }
  return {
    rtc: (owner) => ({
      supported: true,
      warm() {},
      create: (_, events) => create(owner, events),
      stats: async () => [],
      iceServers: () => null,
    }),
    drop(owner, told) {
      for (const end of [...board.ends.values()]) if (end.owner === owner) board.remove(end, told)
    },
    count: () => board.ends.size,
  }
}

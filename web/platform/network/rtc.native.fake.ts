/** A fake of the browser's RTCPeerConnection: counts open connections, and throws where a test asks for it. */

/** The calls that may fail. */
export const NATIVE_CALLS = [
  'constructor',
  'getConfiguration',
  'setConfiguration',
  'createDataChannel',
  'setLocalDescription',
  'setRemoteDescription',
  'addIceCandidate',
  'getStats',
  'send',
] as const
export type NativeCall = (typeof NATIVE_CALLS)[number]

export interface FakeNative {
  /** Replaces the global of this name. */
  readonly RTCPeerConnection: typeof RTCPeerConnection
  /** Connections created and not closed. */
  readonly living: () => number
  /** Calls of each kind so far. */
  readonly calls: () => Readonly<Record<NativeCall, number>>
}

interface Channel {
  readyState: RTCDataChannelState
  readonly bufferedAmount: number
  readonly send: (data: Uint8Array) => void
  readonly close: () => void
  onopen?: () => void
  onclose?: () => void
  onmessage?: (event: { data: ArrayBuffer }) => void
}

interface Connection {
  connectionState: RTCPeerConnectionState
  localDescription: { readonly sdp: string } | null
  remoteDescription: { readonly sdp: string } | null
  onconnectionstatechange?: () => void
}

const FINGERPRINT = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, '0')).join(':')
const sdpOf = (id: number): string => `v=0\r\na=fingerprint:sha-256 ${FINGERPRINT}\r\na=ice-ufrag:${id}\r\n`
const idIn = (sdp: string | undefined): number => Number(/a=ice-ufrag:(\d+)/.exec(sdp ?? '')?.[1] ?? -1)

type Called = (call: NativeCall) => void

/** The open connections, and the delivery between two that have each other's description. */
function createEnds(called: Called) {
  const ends = new Map<number, { readonly pc: Connection; channel: Channel | null }>()
  const otherOf = (id: number) => {
    const other = ends.get(idIn(ends.get(id)?.pc.remoteDescription?.sdp))
    return other && idIn(other.pc.remoteDescription?.sdp) === id ? other : undefined
  }
  const open = (pc: Connection, channel: Channel): void => {
    if (channel.readyState !== 'connecting') return
    channel.readyState = 'open'
    pc.connectionState = 'connected'
    pc.onconnectionstatechange?.()
    channel.onopen?.()
  }
  return {
    ends,
    otherOf,
    meet(id: number): void {
      const both = [ends.get(id), otherOf(id)]
      if (!both.every((end) => end?.channel && end.pc.localDescription)) return
      for (const end of both)
        queueMicrotask(() => {
          if (end?.channel) open(end.pc, end.channel)
        })
    },
    createChannel(id: number): Channel {
      const channel: Channel = {
        readyState: 'connecting',
        bufferedAmount: 0,
        send(data) {
          called('send')
          const other = otherOf(id)?.channel
          queueMicrotask(() => other?.onmessage?.({ data: data.slice().buffer }))
        },
        close() {
          channel.readyState = 'closed'
        },
      }
      const end = ends.get(id)
      if (end) end.channel = channel
      return channel
    },
  }
}

/** `fails` decides for each call, by its kind and the number of earlier calls of that kind. */
export function createFakeNative(fails: (call: NativeCall, before: number) => boolean): FakeNative {
  const calls = Object.fromEntries(NATIVE_CALLS.map((call) => [call, 0])) as Record<NativeCall, number>
  const called: Called = (call) => {
    calls[call] += 1
    if (fails(call, calls[call] - 1)) throw new DOMException(call, 'InvalidAccessError')
  }
  const { ends, otherOf, meet, createChannel } = createEnds(called)
  let serial = 0
  class FakePeerConnection implements Connection {
    connectionState: RTCPeerConnectionState = 'new'
    localDescription: { readonly sdp: string } | null = null
    remoteDescription: { readonly sdp: string } | null = null
    onconnectionstatechange?: () => void
    onicecandidate?: (event: { readonly candidate: object }) => void
    readonly #id = ++serial
    constructor() {
      called('constructor')
      ends.set(this.#id, { pc: this, channel: null })
    }
    getConfiguration() {
      called('getConfiguration')
      return {}
    }
    setConfiguration() {
      called('setConfiguration')
    }
    createDataChannel() {
      called('createDataChannel')
      return createChannel(this.#id)
    }
    async setLocalDescription() {
      called('setLocalDescription')
      this.localDescription = { sdp: sdpOf(this.#id) }
      const candidate = { candidate: 'candidate', sdpMLineIndex: 0, sdpMid: '0' }
      queueMicrotask(() => this.onicecandidate?.({ candidate }))
      meet(this.#id)
    }
    async setRemoteDescription({ sdp }: { readonly sdp: string }) {
      called('setRemoteDescription')
      this.remoteDescription = { sdp }
      meet(this.#id)
    }
    async addIceCandidate() {
      called('addIceCandidate')
    }
    async getStats() {
      called('getStats')
      return new Map()
    }
    restartIce() {}
    close() {
      const other = otherOf(this.#id)?.channel
      ends.delete(this.#id)
      queueMicrotask(() => other?.onclose?.())
    }
  }
  return {
    RTCPeerConnection: FakePeerConnection as unknown as typeof RTCPeerConnection,
    living: () => ends.size,
    calls: () => calls,
  }
}

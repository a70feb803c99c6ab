/** RTCPeerConnection with its one channel, behind an interface small enough to fake. */
import { FRAME_BYTES_MAX } from '../../../protocol/limits.ts'
import type { IceServer } from '../../../protocol/signal.ts'
import type { Rtc, RtcEvents, RtcPeer } from './rtc.types.ts'
import { rtcStats, selectedPath } from './rtc-stats.ts'

/** One channel for messages; negotiated, so that it needs no round trip and has its id at once (WebKit bug 184688). */
const MESSAGES_CHANNEL = 0
/** Bytes that may wait in the browser: enough to keep a fast link busy, few enough for any phone. */
const BUFFER_BYTES_MAX = 256 * 1024
/** A probe of this size is sent even when the buffer is full, since a full buffer does not mean a dead link. */
const PROBE_BYTES = 1
const BUFFER_BYTES_LOW = 64 * 1024
/** WebKit can lose `bufferedamountlow`, so the buffer is also polled at this interval. */
const LOW_FALLBACK_MS = 2_000

export function createBrowserRtc(): Rtc {
  const supported = typeof RTCPeerConnection !== 'undefined'
  let spare: RTCPeerConnection | null = null
  let lent: readonly IceServer[] | null = null
  const living = new Set<RTCPeerConnection>()
  return {
    supported,
    warm() {
      if (supported) spare ??= new RTCPeerConnection()
    },
    create(iceServers, events, relayOnly = false) {
      const pc = spare ?? new RTCPeerConnection()
      spare = null
      try {
        configure(pc, iceServers, relayOnly)
        const peer = createPeer(pc, events, () => living.delete(pc))
        living.add(pc)
        lent = iceServers
        return peer
      } catch (fault) {
        // Browsers limit a page to a few hundred connections, so close one that cannot be used.
        pc.close()
        throw fault
      }
    },
    stats: () => Promise.all([...living].map(rtcStats)),
    iceServers: () => lent,
  }
}

/** Throws when the browser refuses the servers, as for a TURN server without credentials. */
function configure(pc: RTCPeerConnection, iceServers: readonly IceServer[], relayOnly: boolean): void {
  if (iceServers.length === 0 && !relayOnly) return
  pc.setConfiguration({
    ...pc.getConfiguration(),
    iceServers: iceServers.map(toNativeServer),
    ...(relayOnly ? { iceTransportPolicy: 'relay' } : {}),
  })
}

interface Sender {
  readonly send: RtcPeer['send']
  readonly drained: () => void
  readonly stop: () => void
}

/** Sends while the browser's buffer has room, and reports when it has room again. */
function createSender(channel: RTCDataChannel, events: Pick<RtcEvents, 'drained' | 'closed'>): Sender {
  let full = false
  let fallback: ReturnType<typeof setTimeout> | undefined
  const drained = (): void => {
    if (!full || channel.bufferedAmount > BUFFER_BYTES_LOW) return
    full = false
    clearTimeout(fallback)
    events.drained()
  }
  const watchBuffer = (): void => {
    clearTimeout(fallback)
    fallback = setTimeout(() => {
      drained()
      if (full) watchBuffer()
    }, LOW_FALLBACK_MS)
  }
  return {
    drained,
    send(frame) {
      // WebKit silently drops frames that are too large, so refuse them here.
      if (channel.readyState !== 'open' || frame.length > FRAME_BYTES_MAX) return false
      if (frame.length > PROBE_BYTES && channel.bufferedAmount + frame.length > BUFFER_BYTES_MAX) {
        full = true
        watchBuffer()
        return false
      }
      try {
        channel.send(new Uint8Array(frame))
        return true
      } catch {
        // Neither closed nor full, yet it refuses data: no `drained` will follow, so the link must be remade.
        queueMicrotask(events.closed)
        return false
      }
    },
    stop() {
      full = false
      clearTimeout(fallback)
    },
  }
}

async function describe(pc: RTCPeerConnection): Promise<string> {
  await pc.setLocalDescription()
  const sdp = pc.localDescription?.sdp
  if (!sdp) throw new Error('no local description')
  return sdp
}

/** Forwards the events of a connection and its channel until `isOver` returns true. */
function listen(
  pc: RTCPeerConnection,
  channel: RTCDataChannel,
  events: RtcEvents,
  isOver: () => boolean,
  drained: () => void,
): void {
  const alive = (act: () => void): void => {
    if (!isOver()) act()
  }
  pc.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return alive(events.gathered)
    const { sdpMLineIndex, sdpMid } = candidate
    alive(() => events.candidate({ candidate: candidate.candidate, sdpMLineIndex, sdpMid }))
  }
  pc.onconnectionstatechange = () => alive(() => events.state(pc.connectionState))
  channel.onopen = () => alive(events.open)
  channel.onclose = () => alive(events.closed)
  channel.onbufferedamountlow = () => alive(drained)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) alive(() => events.frame(new Uint8Array(data)))
  }
}

function createPeer(pc: RTCPeerConnection, events: RtcEvents, gone: () => void): RtcPeer {
  const channel = pc.createDataChannel('messages', { negotiated: true, id: MESSAGES_CHANNEL, ordered: true })
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = BUFFER_BYTES_LOW
  let over = false
  const sender = createSender(channel, {
    drained: () => void (over || events.drained()),
    closed: () => void (over || events.closed()),
  })
  listen(pc, channel, events, () => over, sender.drained)
  return {
    describe: () => describe(pc),
    async restart() {
      pc.restartIce()
      return describe(pc)
    },
    setRemote: async (type, sdp) => pc.setRemoteDescription({ type, sdp }),
    addCandidate: async ({ candidate, sdpMLineIndex = null, sdpMid = null }) =>
      pc.addIceCandidate({ candidate, sdpMLineIndex, sdpMid }),
    send: (frame) => !over && sender.send(frame),
    buffered: () => channel.bufferedAmount,
    path: () => selectedPath(pc),
    binding: () => ({
      localSdp: pc.localDescription?.sdp ?? '',
      remoteSdp: pc.remoteDescription?.sdp ?? '',
      remoteCertificate: remoteCertificateOf(pc),
    }),
    close() {
      over = true
      sender.stop()
      channel.close()
      pc.close()
      gone()
    },
  }
}

function remoteCertificateOf(pc: RTCPeerConnection): Uint8Array | null {
  const transport = pc.sctp?.transport
  if (!transport || !('getRemoteCertificates' in transport)) return null
  const [certificate] = transport.getRemoteCertificates()
  return certificate ? new Uint8Array(certificate.slice(0)) : null
}

export function toNativeServer({ urls, username, credential }: IceServer): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }
}

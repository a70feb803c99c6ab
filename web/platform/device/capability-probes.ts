/** Probes what this browser can do: a loopback connection, a relay, its features, its storage and its screen. */
import type { IceServer } from '../../../protocol/signal.ts'
import type { Clock } from '../clock.ts'
import { toNativeServer } from '../network/rtc.ts'

/** Features that Lockdown Mode removes. */
export const PARTS = [
  'RTCPeerConnection',
  'indexedDB',
  'serviceWorker',
  'caches',
  'WebAssembly',
  'locks',
  'PushManager',
] as const
export type Part = (typeof PARTS)[number]

export interface StorageFacts {
  /** Whether the browser promised not to clear storage; null where it cannot tell. */
  readonly persisted: boolean | null
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
}

export interface Probes {
  /** Connects two peer connections in this page and sends a message; false on failure. */
  readonly loopback: () => Promise<boolean>
  /** Whether one of these servers yields a relay candidate, with all other paths forbidden. */
  readonly relay: (servers: readonly IceServer[]) => Promise<boolean>
  readonly missing: () => readonly Part[]
  /** False on plain http, where browsers disable many features. */
  readonly secure: boolean
  readonly storage: () => Promise<StorageFacts>
  /** Family and major version, such as "Safari 26". */
  readonly browser: () => string
  /** Sizes in CSS pixels, and the insets of the safe area. */
  readonly screen: () => Readonly<Record<string, number>>
}

const LOOPBACK_WITHIN_MS = 8_000
const RELAY_WITHIN_MS = 10_000
const WORD = 'hello'

/** Runs a probe; false when it does not answer within `ms` milliseconds, or throws. */
function within(clock: Clock, ms: number, act: (answer: (works: boolean) => void) => Promise<void>) {
  return new Promise<boolean>((resolve) => {
    const cancel = clock.after(ms, () => resolve(false))
    const answer = (works: boolean): void => {
      cancel()
      resolve(works)
    }
    act(answer).catch(() => answer(false))
  })
}

async function loopback(clock: Clock): Promise<boolean> {
  if (typeof RTCPeerConnection === 'undefined') return false
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()]
  const works = await within(clock, LOOPBACK_WITHIN_MS, async (answer) => {
    const channel = { negotiated: true, id: 0 }
    const [from, to] = [one.createDataChannel('check', channel), two.createDataChannel('check', channel)]
    from.onopen = () => from.send(WORD)
    to.onmessage = ({ data }: MessageEvent<unknown>) => answer(data === WORD)
    const pass = (to: RTCPeerConnection) => (event: RTCPeerConnectionIceEvent) => {
      if (event.candidate) to.addIceCandidate(event.candidate).catch(() => {})
    }
    one.onicecandidate = pass(two)
    two.onicecandidate = pass(one)
    await one.setLocalDescription()
    if (one.localDescription) await two.setRemoteDescription(one.localDescription)
    await two.setLocalDescription()
    if (two.localDescription) await one.setRemoteDescription(two.localDescription)
  })
  one.close()
  two.close()
  return works
}

async function relay(clock: Clock, servers: readonly IceServer[]): Promise<boolean> {
  if (typeof RTCPeerConnection === 'undefined') return false
  let pc: RTCPeerConnection | null = null
  const works = await within(clock, RELAY_WITHIN_MS, async (answer) => {
    pc = new RTCPeerConnection({ iceServers: servers.map(toNativeServer), iceTransportPolicy: 'relay' })
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) answer(false)
      else if (candidate.candidate.includes(' typ relay')) answer(true)
    }
    pc.createDataChannel('check')
    await pc.setLocalDescription()
  })
  ;(pc as RTCPeerConnection | null)?.close()
  return works
}

function has(part: Part): boolean {
  if (part === 'serviceWorker' || part === 'locks') return part in navigator && Boolean(navigator[part])
  return part in globalThis && Boolean((globalThis as Readonly<Record<string, unknown>>)[part])
}

async function storage(): Promise<StorageFacts> {
  const { storage: store } = navigator
  const persisted = await store?.persisted?.().catch(() => null)
  const estimate = await store?.estimate?.().catch(() => null)
  return {
    persisted: persisted ?? null,
    usedBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
  }
}

const FAMILIES: readonly (readonly [name: string, version: RegExp])[] = [
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /(?:OPR|OPiOS)\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
]

/** Reduces a user agent to family and major version, since a full one helps to identify a person. */
export function browserOf(userAgent: string): string {
  for (const [name, version] of FAMILIES) {
    const found = version.exec(userAgent)?.[1]
    if (found) return `${name} ${found}`
  }
  return 'unknown'
}

/** Measures a CSS height unit in pixels, with an element of that height. */
function heightOf(unit: string): number {
  const ruler = document.createElement('div')
  Object.assign(ruler.style, { position: 'fixed', visibility: 'hidden', width: '0', height: `100${unit}` })
  document.body.append(ruler)
  const height = ruler.offsetHeight
  ruler.remove()
  return height
}

function screenNumbers(): Readonly<Record<string, number>> {
  const root = getComputedStyle(document.documentElement)
  const inset = (side: string): number => Number.parseFloat(root.getPropertyValue(`--safe-${side}`)) || 0
  return {
    inner_width: innerWidth,
    inner_height: innerHeight,
    visual_height: Math.round(visualViewport?.height ?? innerHeight),
    visual_top: Math.round(visualViewport?.offsetTop ?? 0),
    screen_width: screen.width,
    screen_height: screen.height,
    pixel_ratio: devicePixelRatio,
    ...Object.fromEntries(['vh', 'svh', 'dvh', 'lvh'].map((unit) => [`100${unit}`, heightOf(unit)])),
    ...Object.fromEntries(['top', 'right', 'bottom', 'left'].map((side) => [`safe_${side}`, inset(side)])),
  }
}

export function createBrowserProbes(clock: Clock): Probes {
  return {
    loopback: () => loopback(clock),
    relay: (servers) => relay(clock, servers),
    missing: () => PARTS.filter((part) => !has(part)),
    secure: isSecureContext,
    storage,
    browser: () => browserOf(navigator.userAgent),
    screen: screenNumbers,
  }
}

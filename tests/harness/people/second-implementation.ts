/** A person whose program is the one in `tests/golden/peer.py`: starts it, hears what it says, and tells it what to do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { temporaryFolder } from '../temporary-folder.ts'

export interface Plan {
  readonly server: string
  readonly role: 'host' | 'guest'
  readonly code: string
  /** 32 bytes in base64url. */
  readonly link?: string
  readonly words?: string
  /** Whether it is to have the lower nonce and so begin the handshake; left out: as it falls. */
  readonly begins?: boolean
}

export interface Return extends Pick<Plan, 'server' | 'begins'> {
  /** Its resume secrets are gone, its key is not. */
  readonly lost?: boolean
  /** It asks for the relay only once it has heard an offer. */
  readonly listens?: boolean
}

export interface PeerEvent {
  readonly event: string
  readonly [key: string]: unknown
}

export interface SecondPeer {
  /** The first event of that name that nobody waited for yet, from now or from before. */
  readonly next: (event: string) => Promise<PeerEvent>
  readonly do: (order: { readonly do: string; readonly text?: string }) => void
  /** Leaves the room; what it keeps stays for `start`. */
  readonly end: () => Promise<void>
}

export interface SecondPerson {
  /** Meets by the plan at first; later returns to the session that it keeps. */
  readonly start: (plan: Plan | Return) => SecondPeer
  readonly dispose: () => Promise<void>
}

const PYTHON = '/usr/bin/python3'
/** A pairing takes under two seconds on a quiet machine; this one may be shared with other tests. */
const EVENT_WITHIN_MS = 20_000

function startPeer(state: string, plan: object): SecondPeer & { readonly child: ChildProcess } {
  const child = spawn(PYTHON, ['tests/golden/peer.py', state], { stdio: ['pipe', 'pipe', 'pipe'] })
  const all: PeerEvent[] = []
  const unheard: PeerEvent[] = []
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const look of waiting) look()
  }
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as PeerEvent
    all.push(event)
    unheard.push(event)
    wake()
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
      wake()
    })
  })
  const say = (value: object): void => {
    child.stdin.write(`${JSON.stringify(value)}\n`)
  }
  say(plan)
  return {
    child,
    next: (name) =>
      new Promise((resolve, reject) => {
        const settle = (): void => {
          clearTimeout(late)
          waiting.delete(look)
        }
        const fail = (why: string): void => {
          settle()
          reject(new Error(`no "${name}": ${why}; heard ${JSON.stringify(all)} ${complaints}`))
        }
        const late = setTimeout(() => fail(`not within ${EVENT_WITHIN_MS} ms`), EVENT_WITHIN_MS)
        const look = (): void => {
          const at = unheard.findIndex(({ event }) => event === name)
          const [found] = at < 0 ? [] : unheard.splice(at, 1)
          if (found) {
            settle()
            resolve(found)
          } else if (unheard.some(({ event }) => event === 'failed')) fail('it failed')
          else if (child.exitCode !== null) fail('it ended')
        }
        waiting.add(look)
        look()
      }),
    do: say,
    async end() {
      if (child.exitCode === null) say({ do: 'end' })
      await ended
    },
  }
}

export function createSecondPerson(): SecondPerson {
  const folder = temporaryFolder('second-person')
  const peers: (SecondPeer & { readonly child: ChildProcess })[] = []
  return {
    start(plan) {
      const peer = startPeer(join(folder, 'session.json'), plan)
      peers.push(peer)
      return peer
    },
    async dispose() {
      for (const peer of peers) {
        if (peer.child.exitCode === null) peer.child.kill()
        await peer.end()
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

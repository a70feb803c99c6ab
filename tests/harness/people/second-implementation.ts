/** A person who uses the second implementation, `tests/golden/peer.py`: starts it, sends it commands and reads its events. */
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
  /** Whether it gets the lower nonce and so begins the handshake; random when left out. */
  readonly begins?: boolean
}

export interface Return extends Pick<Plan, 'server' | 'begins'> {
  /** It has lost its resume secrets, but not its key. */
  readonly lost?: boolean
  /** It requests the relay only after it has received an offer. */
  readonly listens?: boolean
}

export interface PeerEvent {
  readonly event: string
  readonly [key: string]: unknown
}

export interface SecondPeer {
  /** Resolves with the next event of that name, including earlier ones not consumed yet. */
  readonly next: (event: string) => Promise<PeerEvent>
  readonly do: (order: { readonly do: string; readonly [field: string]: unknown }) => void
  /** Leaves the room; its stored session can be started again. */
  readonly end: () => Promise<void>
}

export interface SecondPerson {
  /** Pairs by a plan the first time; later returns to its stored session. */
  readonly start: (plan: Plan | Return) => SecondPeer
  readonly dispose: () => Promise<void>
}

const PYTHON = '/usr/bin/python3'
/** A pairing takes under two seconds on an idle machine; other tests may run at the same time. */
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
      if (child.exitCode === null && !child.killed) say({ do: 'end' })
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

/** A dishonest server: the real one behind a proxy that reads, changes, drops and forges signals. Its man in the middle has its own browsers. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { WebSocket, WebSocketServer } from 'ws'
import { freePort, type TestServer } from '../networks/test-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export interface Signal {
  readonly type: string
  readonly [field: string]: unknown
}
/** One person's live connection, as seen by the dishonest server. */
export interface Victim {
  /** Order of entering a room: 0, then 1. */
  readonly index: number
  readonly tell: (signal: Signal) => void
}
/** Decides about a signal: returns it unchanged, a changed one, or null to drop it. */
type Hook = (victim: Victim, signal: Signal) => Signal | null

export interface EvilServer {
  readonly url: string
  /** Everything that people sent to the server: bodies, addresses and signals. */
  readonly seen: readonly string[]
  readonly victims: readonly Victim[]
  /** The rooms that were entered, latest last. */
  readonly rooms: readonly string[]
  /** Called for each message from a person to the server. */
  onSaid: Hook
  readonly stop: () => Promise<void>
}

export async function createEvilServer(real: TestServer): Promise<EvilServer> {
  const port = await freePort()
  const seen: string[] = []
  const victims: Victim[] = []
  const rooms: string[] = []
  const target = new URL(real.url)
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method, url: path, headers } = incoming
    seen.push(`${method} ${path} ${JSON.stringify(headers)}`)
    const onward = request({ host: target.hostname, port: target.port, method, path, headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.headers)
      theirs.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.on('data', (chunk: Buffer) => seen.push(chunk.toString()))
    incoming.pipe(onward)
  }
  const http = createServer(pass)
  const sockets = new WebSocketServer({ server: http })
  const evil: EvilServer = {
    url: `http://localhost:${port}`,
    seen,
    victims,
    rooms,
    onSaid: (_, signal) => signal,
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  sockets.on('connection', (client, { url: path }) => {
    const upstream = new WebSocket(`ws://${target.host}${path}`, { headers: { origin: real.url } })
    const early: string[] = []
    const up = (text: string): void => {
      if (upstream.readyState === WebSocket.OPEN) upstream.send(text)
      else early.push(text)
    }
    let victim: Victim | undefined
    upstream.on('open', () => {
      for (const text of early.splice(0)) upstream.send(text)
    })
    upstream.on('message', (data) => client.send(String(data)))
    upstream.on('close', () => client.close())
    upstream.on('error', () => client.close())
    client.on('close', () => upstream.close())
    client.on('message', (data) => {
      const text = String(data)
      seen.push(text)
      const signal = JSON.parse(text) as Signal
      if (signal.type === 'join_room') rooms.push(String(signal.roomId))
      if (signal.type === 'join_room' && !victim) {
        victim = { index: victims.length, tell: (said) => client.send(JSON.stringify(said)) }
        victims.push(victim)
      }
      const onward = victim ? evil.onSaid(victim, signal) : signal
      if (onward) up(JSON.stringify(onward))
    })
  })
  await new Promise<void>((resolve) => http.listen(port, '::', resolve))
  return evil
}

/** The app's protocol code for the middle's browser, so that it can be honest to both sides while in between. */
function protocolScript(): string {
  const folder = temporaryFolder('middle')
  const file = join(folder, 'middle.js')
  const built = spawnSync('bun', [
    'build',
    'tests/harness/attackers/man-in-the-middle.ts',
    '--target=browser',
    `--outfile=${file}`,
  ])
  if (built.status !== 0) throw new Error(String(built.stderr))
  const script = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  return script
}

export interface Middle {
  readonly page: Page
  /** Number of open links to each victim. */
  readonly open: () => Promise<readonly number[]>
}

/** Terminates DTLS of both sides in its own browser. `plan` names what it does with the frames, in `man-in-the-middle.ts`. */
export async function createMiddle(
  evil: EvilServer,
  context: BrowserContext,
  plan: string,
  options: unknown = {},
): Promise<Middle> {
  const page = await context.newPage()
  await page.goto(`${evil.url}/healthz`)
  await page.exposeFunction('tellVictim', (index: number, signal: Signal) =>
    evil.victims[index]?.tell({ from: 'middle', roomId: evil.rooms.at(-1), ...signal }),
  )
  await page.exposeFunction('knownRoom', () => evil.rooms.at(-1) ?? '')
  await page.evaluate(protocolScript())
  await page.evaluate(
    ([name, given]) =>
      (globalThis as unknown as { startMiddle: (...args: unknown[]) => void }).startMiddle(name, given),
    [plan, options] as const,
  )
  evil.onSaid = (victim, signal) => {
    // Hides from each side that the other can open sealed signals, since it could not read those.
    if (signal.type === 'join_room') return { ...signal, seals: undefined }
    if (!['webrtc_offer', 'webrtc_answer', 'ice_candidate'].includes(signal.type)) return signal
    void page
      .evaluate(
        ([index, said]) =>
          (globalThis as unknown as { hearVictim: (...args: unknown[]) => void }).hearVictim(index, said),
        [victim.index, signal] as const,
      )
      .catch(() => {})
    return null
  }
  return {
    page,
    open: () => page.evaluate(() => (globalThis as unknown as { opened: number[] }).opened),
  }
}

/** Server memory for one idle socket and CPU for the heartbeats of 10,000 sockets, relative to a bare server. */
import { PING_EVERY_MS } from '../protocol/limits.ts'
import { type Measured, startBare, startInviso } from './processes.ts'

const SOCKETS = 10_000
/** Sockets opened at once; more would overflow the listen queue. */
const BATCH = 200
const SETTLE_MS = 1_500
const TURN_MS = 50
const PING = JSON.stringify({ type: 'ping' })

interface Cost {
  /** Bytes of resident memory for each socket. */
  readonly bytes: number
  /** Share of one core, 0 to 1, while each socket sends heartbeats as often as the app does. */
  readonly cpu: number
  /** Resident memory of the whole server at the end, bytes. */
  readonly whole: number
}

async function open(server: Measured, path: string, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = []
  for (let at = 0; at < count; at += BATCH)
    sockets.push(
      ...(await Promise.all(
        Array.from(
          { length: Math.min(BATCH, count - at) },
          (_, n) =>
            new Promise<WebSocket>((resolve, reject) => {
              const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}${at + n}`)
              socket.onopen = () => resolve(socket)
              socket.onerror = () => reject(new Error('a socket was refused'))
            }),
        ),
      )),
    )
  return sockets
}

/** Each socket sends one heartbeat, spread evenly over the interval, and gets its answer. */
async function beat(sockets: readonly WebSocket[]): Promise<void> {
  let answers = 0
  for (const socket of sockets)
    socket.onmessage = () => {
      answers += 1
    }
  const turns = PING_EVERY_MS / TURN_MS
  const share = Math.ceil(sockets.length / turns)
  for (let turn = 0; turn < turns; turn += 1) {
    for (const socket of sockets.slice(turn * share, (turn + 1) * share)) socket.send(PING)
    await Bun.sleep(TURN_MS)
  }
  await Bun.sleep(SETTLE_MS)
  if (answers !== sockets.length) throw new Error(`${sockets.length} heartbeats, ${answers} answers`)
}

async function costOf(server: Measured, path: string): Promise<Cost> {
  // A few sockets first, so that one-time allocations do not count.
  const first = await open(server, path, BATCH)
  await Bun.sleep(SETTLE_MS)
  const before = server.memory()
  const sockets = await open(server, path, SOCKETS)
  await Bun.sleep(SETTLE_MS)
  const bytes = (server.memory() - before) / SOCKETS
  const [cpuBefore, began] = [server.cpuMs(), performance.now()]
  await beat(sockets)
  const cpu = (server.cpuMs() - cpuBefore) / (performance.now() - began)
  const whole = server.memory()
  for (const socket of [...first, ...sockets]) socket.close()
  return { bytes, cpu, whole }
}

export async function benchSockets(): Promise<readonly string[]> {
  const bare = await startBare()
  const plain = await costOf(bare, '/?room=')
  await bare.stop()
  const inviso = await startInviso()
  const ours = await costOf(inviso, '/ws?')
  await inviso.stop()
  const figures = ({ bytes, cpu, whole }: Cost, which: string): readonly string[] => [
    `memory-per-idle-socket${which} ${(bytes / 1_000).toFixed(2)} kB`,
    `cpu-of-${SOCKETS}-heartbeats${which} ${(cpu * 100).toFixed(1)} % of a core`,
    `memory-of-${SOCKETS}-sockets${which} ${(whole / 1_000_000).toFixed(0)} MB`,
  ]
  return [
    ...figures(ours, ''),
    ...figures(plain, '-bare'),
    `heartbeat-cpu-over-bare ${(ours.cpu / plain.cpu).toFixed(2)} ×`,
  ]
}

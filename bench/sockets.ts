/** Server memory for one idle socket, at 10,000 of them, beside a bare server's. */
import { type Measured, startBare, startInviso } from './processes.ts'

const SOCKETS = 10_000
/** Opened at once: more, and the listening queue overflows. */
const BATCH = 200
const SETTLE_MS = 1_500

async function perSocket(server: Measured, path: string): Promise<number> {
  const open = async (count: number): Promise<WebSocket[]> => {
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
  // A few first, so that what is loaded once is not counted.
  const first = await open(BATCH)
  await Bun.sleep(SETTLE_MS)
  const before = server.memory()
  const sockets = await open(SOCKETS)
  await Bun.sleep(SETTLE_MS)
  const bytes = (server.memory() - before) / SOCKETS
  for (const socket of [...first, ...sockets]) socket.close()
  return bytes
}

export async function benchSockets(): Promise<readonly string[]> {
  const bare = await startBare()
  const bareBytes = await perSocket(bare, '/?room=')
  await bare.stop()
  const inviso = await startInviso()
  const bytes = await perSocket(inviso, '/ws?')
  await inviso.stop()
  return [
    `memory-per-idle-socket ${(bytes / 1_000).toFixed(2)} kB`,
    `memory-per-idle-socket-bare ${(bareBytes / 1_000).toFixed(2)} kB`,
  ]
}

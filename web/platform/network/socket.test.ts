/** The fake socket and the browser's keep the same contract. */
import { afterAll } from 'bun:test'
import { type ServerEnd, type SocketWorld, socketContract } from './socket.contract.ts'
import { createFakeSockets } from './socket.fake.ts'
import { createBrowserSockets } from './socket.ts'

/** Texts that the server received, and the promises that wait for them. */
function createEar() {
  const texts: string[] = []
  let wake = (): void => {}
  return {
    hear(text: string): void {
      texts.push(text)
      wake()
    },
    async heard(count: number): Promise<readonly string[]> {
      while (texts.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return texts
    },
  }
}

const stops: (() => void)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

function overLoopback(): SocketWorld {
  const { hear, heard } = createEar()
  const accepted: ServerEnd[] = []
  let wake = (): void => {}
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request, its) => (its.upgrade(request) ? undefined : new Response(null, { status: 400 })),
    websocket: {
      open(socket) {
        accepted.push({ say: (text) => void socket.send(text), close: () => socket.close() })
        wake()
      },
      message: (_, text) => hear(String(text)),
    },
  })
  stops.push(() => void server.stop(true))
  return {
    sockets: createBrowserSockets(),
    url: `ws://127.0.0.1:${server.port}/`,
    heard,
    async accepted() {
      while (accepted.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return accepted.shift() as ServerEnd
    },
  }
}

function faked(): SocketWorld {
  const { hear, heard } = createEar()
  const sockets = createFakeSockets()
  return {
    sockets,
    url: 'ws://fake/',
    async heard(count) {
      for (const text of sockets.all.flatMap(({ sent }) => sent)) hear(text)
      return heard(count)
    },
    async accepted() {
      const socket = sockets.all.at(-1)
      if (!socket) throw new Error('no socket')
      socket.open()
      return { say: socket.message, close: socket.close }
    },
  }
}

socketContract('the fake', faked)
socketContract('the browser’s', overLoopback)

/** A proxy between a browser and the server that refuses the requests a test names. */
import { createServer, request } from 'node:http'

export interface FaultyProxy {
  readonly url: string
  /** Requests whose path matches get no answer from now on; null refuses none. */
  readonly refuse: (path: RegExp | null) => void
  readonly stop: () => Promise<void>
}

export async function createFaultyProxy(target: string): Promise<FaultyProxy> {
  let refused: RegExp | null = null
  const server = createServer((asked, answer) => {
    if (refused?.test(asked.url ?? '')) return void asked.socket.destroy()
    const { method = 'GET', url = '/', headers } = asked
    const forwarded = request(new URL(url, target), { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    forwarded.on('error', () => answer.destroy())
    asked.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '::', resolve))
  const address = server.address()
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : 0}`,
    refuse(path) {
      refused = path
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

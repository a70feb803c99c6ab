/** A proxy between a phone and the server that can go silent: existing connections stay open, but nothing passes on them. */
import { connect, createServer, type Socket } from 'node:net'

export interface DeafProxy {
  readonly url: string
  /** Drops all data in both directions on the current connections; new ones work. */
  readonly deafen: () => void
  readonly stop: () => Promise<void>
}

export async function createDeafProxy(target: string): Promise<DeafProxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let passing: { deaf: boolean } = { deaf: false }
  const join = (from: Socket, to: Socket, hearing: { readonly deaf: boolean }): void => {
    open.add(from)
    from.on('data', (bytes) => {
      if (!hearing.deaf) to.write(bytes)
    })
    from.on('error', () => from.destroy())
    from.on('close', () => {
      open.delete(from)
      if (!hearing.deaf) to.destroy()
    })
  }
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    const hearing = passing
    join(client, upstream, hearing)
    join(upstream, client, hearing)
  })
  await new Promise<void>((resolve) => server.listen(0, '::', resolve))
  const address = server.address()
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : 0}`,
    deafen() {
      passing.deaf = true
      passing = { deaf: false }
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Fake sockets; the test plays the server. */
import type { Socket, SocketEvents, Sockets } from './socket.ts'

export interface FakeSocket extends SocketEvents {
  readonly url: string
  readonly sent: string[]
  readonly closed: () => boolean
}

export interface FakeSockets extends Sockets {
  readonly all: FakeSocket[]
  /** Sockets that neither side has closed. */
  readonly alive: () => number
}

export function createFakeSockets(): FakeSockets {
  const all: FakeSocket[] = []
  return {
    all,
    alive: () => all.filter((socket) => !socket.closed()).length,
    open(url, events): Socket {
      let closed = false
      const sent: string[] = []
      const whileAlive = (act: () => void): void => {
        if (!closed) act()
      }
      all.push({
        url,
        sent,
        closed: () => closed,
        open: () => whileAlive(events.open),
        message: (text) => whileAlive(() => events.message(text)),
        close: () =>
          whileAlive(() => {
            closed = true
            events.close()
          }),
      })
      return {
        send: (text) => whileAlive(() => sent.push(text)),
        close() {
          closed = true
        },
      }
    },
  }
}

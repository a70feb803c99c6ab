/** The contract of sockets, for the fake and the browser's. */
import { expect, test } from 'bun:test'
import type { Sockets } from './socket.ts'

/** One socket as the server sees it. */
export interface ServerEnd {
  readonly say: (text: string) => void
  readonly close: () => void
}

export interface SocketWorld {
  readonly sockets: Sockets
  readonly url: string
  /** Resolves with the server's end of the latest socket. */
  readonly accepted: () => Promise<ServerEnd>
  /** Resolves with the texts once the server has received `count` of them. */
  readonly heard: (count: number) => Promise<readonly string[]>
}

export function socketContract(name: string, make: () => SocketWorld): void {
  const start = async () => {
    const world = make()
    const events: string[] = []
    const waits = new Set<() => void>()
    const tell = (event: string): void => {
      events.push(event)
      for (const wake of waits) wake()
    }
    const socket = world.sockets.open(world.url, {
      open: () => tell('open'),
      message: (text) => tell(text),
      close: () => tell('close'),
    })
    const until = async (count: number): Promise<readonly string[]> => {
      while (events.length < count) await new Promise<void>((resolve) => waits.add(resolve))
      return events
    }
    return { world, socket, events, until }
  }

  test(`${name}: opens, and texts pass in order in both directions`, async () => {
    const { world, socket, until } = await start()
    const server = await world.accepted()
    await until(1)
    for (const text of ['one', 'two']) socket.send(text)
    expect(await world.heard(2)).toEqual(['one', 'two'])
    server.say('three')
    server.say('four')
    expect(await until(3)).toEqual(['open', 'three', 'four'])
    socket.close()
  })

  test(`${name}: reports once that the server closed it, and sends nothing more`, async () => {
    const { world, socket, until } = await start()
    const server = await world.accepted()
    await until(1)
    server.close()
    expect(await until(2)).toEqual(['open', 'close'])
    socket.send('too late')
    socket.close()
  })

  test(`${name}: emits nothing after it was closed`, async () => {
    const { world, socket, events, until } = await start()
    const server = await world.accepted()
    await until(1)
    socket.close()
    server.say('too late')
    server.close()
    // An answer on a second socket proves that pending events of the first would have arrived.
    const second = world.sockets.open(world.url, { open() {}, message() {}, close() {} })
    await world.accepted()
    second.close()
    expect(events).toEqual(['open'])
  })
}

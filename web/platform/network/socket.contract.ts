/** What every kind of socket does: the fake of the tests, and the browser's. */
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
  /** The server's end of the latest socket, once it is there. */
  readonly accepted: () => Promise<ServerEnd>
  /** Resolves when the server has heard so many texts, and answers them. */
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

  test(`${name}: opens, and texts pass both ways in order`, async () => {
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

  test(`${name}: says once that the server closed it, and takes nothing more`, async () => {
    const { world, socket, until } = await start()
    const server = await world.accepted()
    await until(1)
    server.close()
    expect(await until(2)).toEqual(['open', 'close'])
    socket.send('too late')
    socket.close()
  })

  test(`${name}: is silent once it was let go`, async () => {
    const { world, socket, events, until } = await start()
    const server = await world.accepted()
    await until(1)
    socket.close()
    server.say('too late')
    server.close()
    // Another socket's answer comes after whatever the first still had to say.
    const second = world.sockets.open(world.url, { open() {}, message() {}, close() {} })
    await world.accepted()
    second.close()
    expect(events).toEqual(['open'])
  })
}

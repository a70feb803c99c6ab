/** A minimal relay as the baseline for ours: two sockets for each room, every message to the other one, and an answer to heartbeats. */
import type { ServerWebSocket } from 'bun'

interface Data {
  readonly room: string
}
const PING = JSON.stringify({ type: 'ping' })
const PONG = JSON.stringify({ type: 'pong' })
const rooms = new Map<string, ServerWebSocket<Data>[]>()

const server = Bun.serve<Data>({
  port: 0,
  hostname: '127.0.0.1',
  fetch(request, self) {
    const room = new URL(request.url).searchParams.get('room') ?? ''
    return self.upgrade(request, { data: { room } }) ? undefined : new Response('bare')
  },
  websocket: {
    perMessageDeflate: false,
    open(socket) {
      const members = rooms.get(socket.data.room) ?? []
      rooms.set(socket.data.room, [...members.slice(-1), socket])
    },
    message(socket, message) {
      if (message === PING) return void socket.send(PONG)
      for (const member of rooms.get(socket.data.room) ?? []) if (member !== socket) member.send(message)
    },
  },
})
console.log(JSON.stringify({ event: 'listening', port: server.port }))

/** Server CPU for one relayed signal, relative to a bare relay in the same run. */
import { type Measured, median, startBare, startInviso } from './processes.ts'

const ROOMS = 20
const SIGNALS_A_ROOM = 6_000
/** Signals in flight in a room: enough to keep the server busy, few enough to fit every queue. */
const WINDOW = 16
const ROUNDS = 5
/** A realistic exchange between two browsers: one description, then a few candidates. */
const CANDIDATE = JSON.stringify({
  type: 'ice_candidate',
  attempt: 'bench-1',
  candidate: {
    candidate: 'candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host generation 0',
    sdpMLineIndex: 0,
    sdpMid: '0',
  },
})
const CANDIDATES_A_DESCRIPTION = 5
const SDP = JSON.stringify({
  type: 'webrtc_offer',
  attempt: 'bench-1',
  sdp: 'a=candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host\r\n'.repeat(30),
})

const opened = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))

async function invisoPair(port: number, room: number): Promise<[WebSocket, WebSocket]> {
  const call = async (path: string, body: unknown) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) })).json()
  const joinid = String(100_000 + room)
  await call('/api/rooms', { joinid, client1: `A-${room}`, expiresInSeconds: 60 })
  const { roomid } = (await call('/api/rooms/accept', { joinid, client2: `B-${room}` })) as { roomid: string }
  const join = async (deviceId: string): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`)
    await opened(socket)
    const joined = new Promise<void>((resolve) =>
      socket.addEventListener('message', ({ data }) => String(data).includes('room_joined') && resolve()),
    )
    socket.send(JSON.stringify({ type: 'join_room', roomId: roomid, deviceId }))
    await joined
    return socket
  }
  return [await join(`A-${room}`), await join(`B-${room}`)]
}
async function barePair(port: number, room: number): Promise<[WebSocket, WebSocket]> {
  const join = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/?room=${room}`)
    await opened(socket)
    return socket
  }
  return [await join(), await join()]
}

/** Sends signals from one side to the other, one window at a time, until all have arrived. */
function pour([from, to]: readonly [WebSocket, WebSocket]): Promise<void> {
  return new Promise((resolve) => {
    let sent = 0
    let arrived = 0
    const send = (): void => {
      if (sent < SIGNALS_A_ROOM) {
        sent += 1
        from.send(sent % (1 + CANDIDATES_A_DESCRIPTION) === 0 ? SDP : CANDIDATE)
      }
    }
    to.onmessage = ({ data }) => {
      if (!String(data).includes('bench-1')) return
      arrived += 1
      if (arrived === SIGNALS_A_ROOM) resolve()
      else send()
    }
    for (let n = 0; n < WINDOW; n += 1) send()
  })
}

export async function benchRelay(): Promise<readonly string[]> {
  const servers = [await startInviso(), await startBare()] as const
  const pairs = [
    await Promise.all(Array.from({ length: ROOMS }, (_, room) => invisoPair(servers[0].port, room))),
    await Promise.all(Array.from({ length: ROOMS }, (_, room) => barePair(servers[1].port, room))),
  ] as const
  const round = async (
    server: Measured,
    rooms: readonly (readonly [WebSocket, WebSocket])[],
  ): Promise<number> => {
    const before = server.cpuMs()
    await Promise.all(rooms.map(pour))
    return ((server.cpuMs() - before) * 1_000) / (ROOMS * SIGNALS_A_ROOM)
  }
  await round(servers[0], pairs[0])
  await round(servers[1], pairs[1])
  const ours: number[] = []
  const bare: number[] = []
  for (let n = 0; n < ROUNDS; n += 1) {
    ours.push(await round(servers[0], pairs[0]))
    bare.push(await round(servers[1], pairs[1]))
  }
  for (const socket of pairs.flat(2)) socket.close()
  for (const server of servers) await server.stop()
  return [
    `relay-cpu-per-signal ${median(ours).toFixed(2)} µs`,
    `relay-cpu-per-signal-bare ${median(bare).toFixed(2)} µs`,
    `relay-cpu-over-bare ${(median(ours) / median(bare)).toFixed(2)} ×`,
  ]
}

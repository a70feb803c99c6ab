/** One end of a room over a fake socket: what reaches the server, the conversation and the disk, and in which order. */
import { expect, test } from 'bun:test'
import { createLog } from '../../log/log.ts'
import { createSwitchboard } from '../../platform/network/rtc.fake.ts'
import { createFakeSockets } from '../../platform/network/socket.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { LAST_WORDS_MS } from '../../transport/link/link.ts'
import { createSemaphore } from '../../transport/link/semaphore.ts'
import { createSessionKeys } from '../sessions/session-keys.ts'
import { createFakeInbox } from './peer-inbox.fake.ts'
import { createRoomConnection } from './room-connection.ts'
import { createFakeStore, recordOf } from './sessions.fake.ts'

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

async function start() {
  const record = recordOf(1)
  const { store, clock, disk, idOf } = await createFakeStore([record])
  const random = createSeededRandom(1)
  const sockets = createFakeSockets()
  const board = createSwitchboard({ bytes: random.bytes, carry: (_, __, act) => act() })
  const inbox = createFakeInbox()
  const gone: string[] = []
  const live = createRoomConnection(
    {
      sockets,
      clock,
      random,
      rtc: board.rtc('phone'),
      gathering: createSemaphore(2),
      log: createLog(clock),
      online: () => true,
      rest: {
        turn: async () => ({ ok: false, error: { code: 'server_unreachable' } }) as never,
      },
    },
    {
      server: record.server,
      roomId: 'room-1' as never,
      identity: record.identity,
      role: 'host',
      choices: {
        hideAddress: () => false,
        viaServer: () => store.find(idOf(1))?.viaServer ?? false,
        setViaServer: async (viaServer) => (await store.change(idOf(1), (now) => ({ ...now, viaServer }))).ok,
      },
    },
    createSessionKeys({ store, clock, random }, idOf(1)),
    inbox,
    (reason) => gone.push(reason),
  )
  const hear = (signal: object): void => sockets.all.at(-1)?.message(JSON.stringify(signal))
  const said = (): readonly string[] =>
    sockets.all.flatMap(({ sent }) => sent.map((text) => JSON.parse(text).type as string))
  hear({ type: 'connected', clientId: '1', server: 'x' })
  return { live, store, disk, clock, sockets, inbox, gone, hear, said, idOf }
}

test('a server that says the room is unknown changes the screen and nothing stored', async () => {
  const { hear, inbox, gone, store, idOf } = await start()
  const before = store.find(idOf(1))
  for (const lie of [
    { type: 'error', error: 'x', code: 'not_a_member' },
    { type: 'room_deleted', roomId: 'room-1' },
  ]) {
    hear(lie)
    expect(inbox.state()).toEqual({ kind: 'offline', why: 'room_unknown' })
  }
  expect([gone, store.find(idOf(1))]).toEqual([[], before as never])
  hear({ type: 'room_joined', roomId: 'room-1', userCount: 1, isInitiator: true, ready: false })
  expect(inbox.state()).toMatchObject({ kind: 'away', why: 'not_here_yet' })
})

test('trouble of the server is shown while it lasts, and is over once it lets this device in', async () => {
  const { hear, inbox, store, idOf } = await start()
  const before = store.find(idOf(1))
  hear({ type: 'error', error: 'x', code: 'unavailable' })
  expect(inbox.state()).toEqual({ kind: 'offline', why: 'trouble' })
  hear({ type: 'room_joined', roomId: 'room-1', userCount: 1, isInitiator: true, ready: false })
  expect(inbox.state()).toMatchObject({ kind: 'away', why: 'not_here_yet' })
  expect(store.find(idOf(1))).toBe(before as never)
})

test('after leaving, nothing more is sent to the peer, and the server is told after the last message', async () => {
  const { live, hear, inbox, said, clock } = await start()
  live.leave()
  expect(inbox.port()).toBeNull()
  const told = inbox.told.length
  hear({ type: 'peer_left' })
  clock.advance(LAST_WORDS_MS - 1)
  expect(said()).toEqual(['join_room'])
  clock.advance(1)
  expect(said()).toEqual(['join_room', 'leave_room'])
  expect(inbox.told.length).toBe(told)
})

test('an answer on the relay is sent only once stored, and a failed write is reported', async () => {
  const { hear, inbox, said, disk, store, idOf } = await start()
  hear({ type: 'room_ready', roomId: 'room-1', userCount: 2, isInitiator: false, relay: true })
  expect(inbox.told.at(-1)).toEqual(['setRelay', 'possible'])
  disk.full = true
  expect(await inbox.port()?.answerRelay(true)).toEqual({
    ok: false,
    error: { code: 'storage_failed' },
  })
  expect([said().includes('relay_request'), store.find(idOf(1))?.viaServer]).toEqual([false, false])
  disk.full = false
  expect((await inbox.port()?.answerRelay(true))?.ok).toBe(true)
  expect([said().includes('relay_request'), store.find(idOf(1))?.viaServer]).toEqual([true, true])
})

test('when trust or words cannot be stored, messages stay held and the words are asked for again', async () => {
  const { inbox, disk } = await start()
  disk.full = true
  await inbox.port()?.sendAnyway()
  expect(inbox.names()).not.toContain('release')
  await inbox.port()?.enterWords('otter velvet')
  expect(inbox.told).toContainEqual(['askWords', { left: 1, wrong: false }])
  disk.full = false
  await settle()
  await inbox.port()?.sendAnyway()
  expect(inbox.names()).toContain('release')
})

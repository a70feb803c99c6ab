/** A phone whose sessions can ring: the whole of ringing over fakes of the browser, the server and the clock. */
import { signal } from '@preact/signals'
import { bytesToBase64url, concatBytes } from '../../base/bytes.ts'
import { type err, ok } from '../../base/result.ts'
import type { JoinCode } from '../../protocol/ids.ts'
import type { PeerMessage } from '../../protocol/message.ts'
import { nudgeKeyId, type Rang } from '../../protocol/nudges.ts'
import type { CreateInvite } from '../../protocol/rest.ts'
import { createTicketHpke } from '../../web/crypto/tickets/seal-ticket.ts'
import type { ConnectionState, TimelineItem } from '../../web/domain/conversation/conversation.model.ts'
import type { OpenConversation } from '../../web/domain/conversation/conversation.ts'
import { noLifetime } from '../../web/domain/lifetime/lifetime.types.ts'
import { createNudges } from '../../web/domain/nudges/nudges.ts'
import type { SessionId } from '../../web/domain/sessions/session.ts'
import type { SessionRecord } from '../../web/domain/sessions/session-record.ts'
import { createSessionStore } from '../../web/domain/sessions/session-store.ts'
import { createLog } from '../../web/log/log.ts'
import { nudgeWords } from '../../web/nudging.ts'
import { createFakeClock } from '../../web/platform/clock.fake.ts'
import { createFakePage } from '../../web/platform/page/page.fake.ts'
import { createFakePush } from '../../web/platform/page/push.fake.ts'
import type { PushState } from '../../web/platform/page/push.ts'
import { createSeededRandom } from '../../web/platform/random.ts'
import { createMemoryKv } from '../../web/platform/storage/kv.ts'
import type { RestFailure } from '../../web/transport/api/rest.ts'
import { settle, turn } from './settle.ts'

export const SERVER = 'https://chat.example'
export const TICKET = 'T'.repeat(2_119)
const pair = await createTicketHpke().kem.generateKeyPair()
const publicKey = new Uint8Array(await createTicketHpke().kem.serializePublicKey(pair.publicKey))
export const KEYS = {
  key: bytesToBase64url(concatBytes(nudgeKeyId(publicKey), publicKey)),
  vapid: 'B'.repeat(87),
  expiresInSeconds: 86_400,
}

export const recordOf = (id: string): SessionRecord =>
  ({
    ...{ id, name: 'Anna', named: true, server: SERVER, createdAt: 1, lastActivityAt: 1, pinned: false },
    ...{ ephemeral: false, identity: { deviceId: `D-${id}`, seat: 's'.repeat(22) }, role: 'host' },
    ...{ lifetime: noLifetime, hideAddress: false, viaServer: false, keys: null },
    peerCan: { v: 1, kinds: ['text', 'ticket'] },
    state: { kind: 'accepted', roomId: `room-${id}`, left: false },
  }) as unknown as SessionRecord

export async function open(state: PushState = 'prompt', ids: readonly string[] = ['session-1']) {
  const clock = createFakeClock(1_700_000_000_000)
  const kv = createMemoryKv()
  const log = createLog(clock)
  const store = createSessionStore(() => kv, log)
  await store.load()
  for (const id of ids) await store.put(recordOf(id))
  const push = createFakePush(state)
  const page = createFakePage(SERVER)
  const unread = { count: 0 }
  const rang: { ticket: string; now?: true | undefined }[] = []
  const invited: Omit<CreateInvite, 'client1'>[] = []
  const server = {
    keys: ok(KEYS) as Awaited<ReturnType<Parameters<typeof createNudges>[0]['rest']['nudgeKeys']>>,
    made: ok({ exp: '' }) as ReturnType<typeof ok<{ exp: string }>> | ReturnType<typeof err<RestFailure>>,
    answer: ok({ outcome: 'sent' }) as ReturnType<typeof ok<Rang>> | ReturnType<typeof err<RestFailure>>,
  }
  const nudges = createNudges({
    ...{ clock, random: createSeededRandom(1), kv: () => kv, store, log, push, page },
    server: () => SERVER,
    words: nudgeWords,
    unread: () => unread.count,
    rest: {
      nudgeKeys: async () => server.keys,
      async createInvite(_, { client1, ...body }) {
        invited.push(body)
        return server.made
      },
      async ring(_, body) {
        rang.push(body)
        return server.answer
      },
      async testRing() {
        for (const scope of await push.scopes()) queueMicrotask(() => push.nudge(scope))
        return server.answer
      },
    },
  })
  nudges.open()
  const said: PeerMessage[] = []
  const connection = signal<ConnectionState>({ kind: 'connected', path: 'direct' })
  const timeline = signal<readonly TimelineItem[]>([])
  const shown = { rang: null as number | null }
  const id = ids[0] as SessionId
  const conversation = {
    view: { id, connection, timeline },
    say: (message: PeerMessage) => void said.push(message),
    setRang(at: number | null) {
      shown.rang = at
    },
  } as unknown as OpenConversation
  const stop = nudges.follow(conversation)
  await settle()
  return {
    clock,
    kv,
    store,
    push,
    page,
    unread,
    conversation,
    nudges,
    said,
    connection,
    timeline,
    shown,
    id,
    rang,
    invited,
    server,
    stop,
    of: nudges.of(id),
  }
}
export type World = Awaited<ReturnType<typeof open>>

/** Makes the first session one whose invite waits for a guest, for ten minutes. */
export async function openPending(change: Partial<SessionRecord> = {}) {
  const world = await open('granted')
  const state = {
    kind: 'pending' as const,
    joinCode: '111111' as JoinCode,
    expiresAt: world.clock.now() + 600_000,
  }
  await world.store.change(world.id, (record) => ({ ...record, state, ...change }))
  return { ...world, state }
}

/** Waits for a fact; the test's own timeout ends the wait. */
export async function until(isFact: () => boolean): Promise<void> {
  while (!isFact()) await turn()
}
export const write = ({ timeline, clock }: World, state: 'waiting' | 'delivered' = 'waiting'): void => {
  const said = { text: 'hi', at: clock.now(), quote: null, reactions: {} }
  timeline.value = [
    ...timeline.value,
    { kind: 'own', id: `m-${timeline.value.length}` as never, state, ...said },
  ]
}
export const goAway = ({ connection, clock }: World): void => {
  connection.value = { kind: 'away', since: clock.now(), why: 'asleep' }
}
/** Somebody writes to a peer that is away and has given a ticket. */
export function writeToTheAbsent(world: World): void {
  world.nudges.heard(world.id, TICKET, world.clock.now() + 1_000_000_000)
  goAway(world)
  write(world)
}

/** The effects of each event of a room, as data, which shows that a lying server changes nothing. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { PeerMessage } from '../../../protocol/message.ts'
import { LAST_WORDS_MS } from '../../transport/link/link.ts'
import type { SignalingEvent } from '../../transport/signaling/signaling.ts'
import type { CheckAnswer } from '../agreement/safety-check.ts'
import { createRoomStep, initialRoom } from './room-connection.machine.ts'
import type {
  KeyFacts,
  RoomConnectionEffect,
  RoomConnectionEvent,
  RoomConnectionState,
  RoomLinkEvent,
} from './room-connection.types.ts'

const keys: KeyFacts = { burned: false, guessesLeft: 2, held: false }
const paired = { h: Uint8Array.of(1), initiator: true, mode: 'link' } as Extract<
  RoomLinkEvent,
  { kind: 'open' }
>['paired']

/** Runs events through one room and records their effects. */
function room(role: 'host' | 'guest' = 'host') {
  const step = createRoomStep(role)
  let state: RoomConnectionState = initialRoom
  const send = (event: RoomConnectionEvent): readonly string[] => {
    const [next, ...effects] = step(state, event)
    state = next
    last = effects
    return effects.map(({ to, act }) => `${to} ${act}`)
  }
  let last: readonly RoomConnectionEffect[] = []
  return {
    send,
    state: () => state.kind,
    effects: () => last,
    link: (event: RoomLinkEvent, facts: Partial<KeyFacts> = {}) =>
      send({ kind: 'link', event, keys: { ...keys, ...facts } }),
    signaling: (event: SignalingEvent, linkOpen = false, facts: Partial<KeyFacts> = {}) =>
      send({ kind: 'signaling', event, keys: { ...keys, ...facts }, linkOpen }),
    message: (message: PeerMessage, held = false) => send({ kind: 'message', message, held }),
  }
}

describe('the server', () => {
  test('saying that the room is unknown or that the peer left ends and erases nothing', () => {
    for (const linkOpen of [true, false]) {
      const { signaling, state, effects } = room()
      expect(signaling({ kind: 'unknown' }, linkOpen)).toEqual(['entry left', 'state learn'])
      expect(effects().at(-1)).toMatchObject({ facts: { room: 'unknown' } })
      signaling({ kind: 'peer_left' }, linkOpen)
      expect(state()).toBe('live')
    }
  })

  test('saying that the peer left is shown only when no link proves otherwise', () => {
    const { signaling } = room()
    expect(signaling({ kind: 'peer_left' }, true)).toEqual(['link room_left', 'state peer_away'])
    expect(signaling({ kind: 'peer_left' }, false)).toEqual([
      'conversation notice',
      'link room_left',
      'state peer_away',
    ])
  })
})

describe('a message of the peer', () => {
  test('that deletes the session closes it here, once', () => {
    const { message, state, effects } = room()
    expect(message({ t: 'bye', why: 'deleted' })).toEqual(['state end', 'app gone'])
    expect(effects().at(-1)).toEqual({ to: 'app', act: 'gone', reason: 'room_deleted' })
    expect(state()).toBe('closed')
    expect(message({ t: 'bye', why: 'deleted' })).toEqual([])
  })

  test('that deletes the session counts as a goodbye while the peer is unproven', () => {
    const { message, state } = room()
    expect(message({ t: 'bye', why: 'deleted' }, true)).toContain('state peer_away')
    expect(state()).toBe('live')
  })

  test('goes to the part that handles it', () => {
    const { message } = room()
    expect(message({ t: 'check', step: 'ask' })).toEqual(['check received'])
    expect(message({ t: 'signal', signal: { type: 'ask' } })).toEqual(['link renegotiate'])
    expect(message({ t: 'here' })).toEqual(['state heard', 'conversation received'])
    expect(message({ t: 'bye', why: 'left' })).toEqual([
      'state heard',
      'conversation received',
      'link peer_left',
      'state peer_away',
    ])
  })
})

describe('the link', () => {
  test('that opens is reported to every part, and holds own messages when the peer lost its secrets', () => {
    const { link, effects } = room()
    link({ kind: 'open', path: 'direct', paired })
    expect(effects().at(-1)).toEqual({ to: 'conversation', act: 'opened', held: false })
    link({ kind: 'open', path: 'direct', paired: { ...paired, mode: 'pinned' } })
    expect(effects().at(-1)).toEqual({ to: 'conversation', act: 'opened', held: true })
    link({ kind: 'open', path: 'direct', paired }, { held: true })
    expect(effects().at(-1)).toEqual({ to: 'conversation', act: 'opened', held: true })
  })

  test('that is lost makes the socket prove that it is alive', () => {
    const { link } = room()
    expect(link({ kind: 'lost' })).toEqual([
      'state link_lost',
      'signaling check',
      'check lost',
      'conversation lost',
    ])
  })

  test('that needs words asks the guest, with the remaining tries, and never the host', () => {
    const guest = room('guest')
    guest.link({ kind: 'refused', why: 'wrong_words', theirs: false })
    expect(guest.effects()).toContainEqual({
      to: 'conversation',
      act: 'ask_words',
      asked: { left: 2, wrong: true },
    })
    const host = room('host')
    expect(host.link({ kind: 'refused', why: 'wrong_words', theirs: false })).not.toContain(
      'conversation ask_words',
    )
    expect(host.effects()).toContainEqual({ to: 'conversation', act: 'notice', notice: 'wrong_words' })
  })

  test('that ends with its handshake is shown as no link: what the server says about the peer counts again', () => {
    const { link, state, effects } = room()
    link({ kind: 'securing' })
    link({ kind: 'handshake_lost' })
    expect(state()).toBe('live')
    expect(effects().at(-1)).toEqual({ to: 'state', act: 'learn', facts: { link: { kind: 'none' } } })
  })

  test('that fails by timeout or full disk shows no error about the peer', () => {
    const { link, effects } = room()
    for (const why of ['timeout', 'not_stored'] as const) {
      link({ kind: 'refused', why, theirs: false })
      expect(effects().at(-1)).toEqual({ to: 'state', act: 'learn', facts: {} })
    }
  })

  test('of an invite without guesses left closes the session, whatever happens next', () => {
    for (const event of [
      { kind: 'connecting' },
      { kind: 'handshake_lost' },
      { kind: 'refused', why: 'wrong_words', theirs: false },
    ] as const) {
      const { link, state, effects } = room()
      link(event, { burned: true })
      expect(state()).toBe('closed')
      expect(effects().at(-1)).toMatchObject({ act: 'gone', reason: 'words_burned' })
    }
  })
})

describe('the safety check', () => {
  const answer = (said: CheckAnswer) => {
    const one = room()
    return { done: one.send({ kind: 'check_answer', answer: said }), ...one }
  }
  test('closes the session on a mismatch here, and freezes it on a mismatch from the peer', () => {
    const own = answer('mismatch')
    expect([own.state(), own.effects().at(-1)]).toEqual([
      'closed',
      { to: 'app', act: 'gone', reason: 'mismatch' },
    ])
    const theirs = answer('their_mismatch')
    expect([theirs.state(), theirs.done]).toEqual(['live', ['conversation hold', 'keys dispute']])
  })

  test('shows that the peer waits and what it answered; a cheating peer loses its link', () => {
    expect(answer('asked').effects()).toEqual([{ to: 'conversation', act: 'notice', notice: 'check_asked' }])
    expect(answer('they_matched').done).toEqual(['conversation notice'])
    expect(answer('matched').done).toEqual(['conversation release'])
    expect(answer('cheated').done).toEqual(['link give_up'])
  })
})

describe('the end', () => {
  test('stops every incoming event, while last signals may still go to the server', () => {
    const { send, link, message, signaling, state } = room()
    send({ kind: 'part', how: 'leave' })
    expect(state()).toBe('parted')
    expect(link({ kind: 'open', path: 'direct', paired })).toEqual([])
    expect(message({ t: 'here' })).toEqual([])
    expect(signaling({ kind: 'peer_lost' })).toEqual([])
    expect(send({ kind: 'part', how: 'stop' })).toEqual([])
    expect(send({ kind: 'say', signal: { type: 'relay', data: 'AA' } })).toEqual(['signaling send'])
  })

  test('waits for the last message, except on a stop, which has none', () => {
    const ms = (how: 'leave' | 'suspend' | 'stop', closed: boolean) => {
      const { send, message, effects } = room()
      if (closed) message({ t: 'bye', why: 'deleted' })
      send({ kind: 'part', how })
      const close = effects().find((effect) => effect.to === 'all')
      return close?.to === 'all' ? close.ms : null
    }
    expect([ms('leave', false), ms('suspend', false), ms('stop', false)]).toEqual([
      LAST_WORDS_MS,
      LAST_WORDS_MS,
      0,
    ])
    expect(ms('stop', true)).toBe(LAST_WORDS_MS)
  })
})

describe('whatever the delays', () => {
  const source = <T>(events: fc.Arbitrary<T>) =>
    fc.array(fc.record({ event: events, waitMs: fc.nat(5_000) }), { maxLength: 12 })
  const links = source(
    fc.constantFrom<RoomLinkEvent>(
      { kind: 'connecting' },
      { kind: 'stuck' },
      { kind: 'securing' },
      { kind: 'open', path: 'direct', paired },
      { kind: 'path', path: 'relayed' },
      { kind: 'lost' },
      { kind: 'handshake_lost' },
      { kind: 'refused', why: 'wrong_words', theirs: false },
      { kind: 'refused', why: 'timeout', theirs: true },
      { kind: 'last_word', word: 'closed' },
    ),
  )
  const signals = source(
    fc.constantFrom<SignalingEvent>(
      { kind: 'up' },
      { kind: 'down' },
      { kind: 'joined', ready: false } as Extract<SignalingEvent, { kind: 'joined' }>,
      { kind: 'peer_left' },
      { kind: 'peer_lost' },
      { kind: 'unknown' },
      { kind: 'trouble' },
      { kind: 'full' },
    ),
  )
  const messages = source(
    fc.constantFrom<PeerMessage>({ t: 'here' }, { t: 'bye', why: 'left' }, { t: 'bye', why: 'deleted' }),
  )
  const answers = source(
    fc.constantFrom<CheckAnswer>('matched', 'asked', 'they_matched', 'mismatch', 'their_mismatch', 'cheated'),
  )
  const parts = source(fc.constantFrom<'leave' | 'suspend' | 'stop'>('leave', 'suspend', 'stop'))

  /** Each source keeps its own order; between them the delays decide. */
  const inTime = <T>(sources: readonly (readonly { readonly event: T; readonly waitMs: number }[])[]) =>
    sources
      .flatMap((events) => {
        let at = 0
        return events.map(({ event, waitMs }) => {
          at += waitMs
          return { at, event }
        })
      })
      .sort((a, b) => a.at - b.at)
      .map(({ event }) => event)

  const arrivals = fc
    .tuple(links, signals, messages, answers, parts, fc.boolean())
    .map(([link, signaling, message, answer, part, held]) =>
      inTime<RoomConnectionEvent>([
        link.map(({ event, waitMs }) => ({ waitMs, event: { kind: 'link', event, keys } })),
        signaling.map(({ event, waitMs }) => ({
          waitMs,
          event: { kind: 'signaling', event, keys, linkOpen: held },
        })),
        message.map(({ event, waitMs }) => ({ waitMs, event: { kind: 'message', message: event, held } })),
        answer.map(({ event, waitMs }) => ({ waitMs, event: { kind: 'check_answer', answer: event } })),
        part.map(({ event, waitMs }) => ({ waitMs, event: { kind: 'part', how: event } })),
      ]),
    )

  test('a session ends once, closes once, and nothing reaches the conversation after that', () => {
    fc.assert(
      fc.property(fc.constantFrom('host' as const, 'guest' as const), arrivals, (role, events) => {
        const { send, state } = room(role)
        let gone = 0
        let closed = 0
        for (const event of events) {
          const before = state()
          const done = send(event)
          gone += done.filter((effect) => effect === 'app gone').length
          closed += done.filter((effect) => effect === 'all close').length
          if (before === 'parted') expect(done).toEqual([])
          if (before === 'closed' && event.kind !== 'part') expect(done).toEqual([])
          if (before !== 'live') expect(state()).not.toBe('live')
        }
        expect(gone).toBeLessThanOrEqual(1)
        expect(closed).toBe(events.some(({ kind }) => kind === 'part') ? 1 : 0)
      }),
    )
  })

  test('the server alone ends and erases nothing', () => {
    fc.assert(
      fc.property(signals, fc.boolean(), (events, linkOpen) => {
        const { signaling, state } = room()
        for (const { event } of events)
          expect(signaling(event, linkOpen).filter((done) => /^(app|all|keys)/.test(done))).toEqual([])
        expect(state()).toBe('live')
      }),
    )
  })
})

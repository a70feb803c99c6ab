/** The link machine: a fixed initiator, one negotiation at a time, candidates after their description, and an open link kept. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createSemaphore } from './semaphore.ts'
import { initialLink, stepLink } from './webrtc-link.machine.ts'
import { CANDIDATES_MAX, type LinkEffect, type LinkInput, type LinkState } from './webrtc-link.types.ts'

const ready = (isInitiator: boolean): LinkInput => ({ kind: 'ready', isInitiator, iceServers: [] })
const candidate = { candidate: 'c', sdpMLineIndex: 0, sdpMid: '0' }
const signalCandidate = (attempt?: string): LinkInput => ({
  kind: 'signal',
  signal: { type: 'ice_candidate', candidate, attempt },
})

function run(inputs: readonly LinkInput[]) {
  let state: LinkState = initialLink('seed')
  const all: LinkEffect[] = []
  let last: readonly LinkEffect[] = []
  for (const input of inputs) {
    const [after, ...effects] = stepLink(state, input)
    state = after
    all.push(...effects)
    last = effects
  }
  return {
    state,
    all,
    last: last.map(({ kind }) => kind),
    events: all.flatMap((e) => (e.kind === 'emit' ? [e.event.kind] : [])),
  }
}
const offer = (attempt: string): LinkInput => ({
  kind: 'signal',
  signal: { type: 'webrtc_offer', sdp: 'o', attempt },
})
const answer = (attempt: string): LinkInput => ({
  kind: 'signal',
  signal: { type: 'webrtc_answer', sdp: 'a', attempt },
})
const OPEN_AS_INITIATOR: LinkInput[] = [
  ready(true),
  { kind: 'described', attempt: 'seed-1', sdp: 'o' },
  answer('seed-1'),
  { kind: 'remote_set', attempt: 'seed-1' },
  { kind: 'opened', attempt: 'seed-1', path: 'direct' },
]
const OPEN_AS_GUEST: LinkInput[] = [
  ready(false),
  offer('x-1'),
  { kind: 'remote_set', attempt: 'x-1' },
  { kind: 'described', attempt: 'x-1', sdp: 'a' },
  { kind: 'opened', attempt: 'x-1', path: 'direct' },
]

describe('link', () => {
  test('the initiator offers and the responder waits for the offer', () => {
    expect(run([ready(true)]).last).toContain('describe')
    expect(run([ready(false)]).all.map(({ kind }) => kind)).not.toContain('describe')
    expect(run(OPEN_AS_GUEST).events).toEqual(['connecting', 'open'])
  })

  test('candidates wait for the remote description, and those of another attempt are dropped', () => {
    const early = run([ready(true), signalCandidate('seed-1'), signalCandidate('old-9'), answer('seed-1')])
    expect(early.all.map(({ kind }) => kind)).not.toContain('add_candidate')
    const flushed = run([
      ready(true),
      signalCandidate('seed-1'),
      signalCandidate('old-9'),
      answer('seed-1'),
      { kind: 'remote_set', attempt: 'seed-1' },
    ])
    expect(flushed.last).toEqual(['add_candidate'])
  })

  test('an answer to an abandoned offer is ignored', () => {
    const { state, all } = run([ready(true), ready(true), answer('seed-1')])
    expect(state).toMatchObject({ kind: 'negotiating', attempt: 'seed-2', remoteSet: 'no' })
    expect(all.filter(({ kind }) => kind === 'set_remote')).toEqual([])
  })

  test('an open link is probed, not closed, when the room is ready again', () => {
    const asked = run([...OPEN_AS_INITIATOR, ready(true)])
    expect([asked.state.kind, asked.last]).toEqual(['open', ['probe', 'timer']])
    const alive = run([...OPEN_AS_INITIATOR, ready(true), { kind: 'alive', attempt: 'seed-1' }])
    expect([alive.state.kind, alive.last]).toEqual(['open', ['cancel']])
    const dead = run([...OPEN_AS_INITIATOR, ready(true), { kind: 'timer', name: 'probe' }])
    expect(dead.state).toMatchObject({ kind: 'negotiating', attempt: 'seed-2' })
  })

  test('a new offer replaces the responder’s link', () => {
    const { state, events } = run([...OPEN_AS_GUEST, offer('x-2')])
    expect(state).toMatchObject({ kind: 'negotiating', attempt: 'x-2' })
    expect(events.at(-1)).toBe('lost')
  })

  test('when the link is lost the initiator offers again and the responder rejoins the room', () => {
    expect(run([...OPEN_AS_INITIATOR, { kind: 'channel_closed', attempt: 'seed-1' }]).last).toContain(
      'describe',
    )
    expect(run([...OPEN_AS_GUEST, { kind: 'channel_closed', attempt: 'x-1' }]).last).toContain('rejoin')
  })

  test('links that break right after opening are retried with growing waits', () => {
    const broken: LinkInput[] = [...OPEN_AS_INITIATOR, { kind: 'channel_closed', attempt: 'seed-1' }]
    const again: LinkInput[] = [
      { kind: 'opened', attempt: 'seed-2', path: 'direct' },
      { kind: 'channel_closed', attempt: 'seed-2' },
    ]
    expect(run(broken).state.kind).toBe('negotiating')
    expect(run([...broken, ...again]).state.kind).toBe('waiting')
    // Whoever hears of a loss forgets an earlier `stuck`, so that comes last.
    expect(run([...broken, ...again]).events.slice(-2)).toEqual(['lost', 'stuck'])
    const proved: LinkInput[] = [
      { kind: 'opened', attempt: 'seed-2', path: 'direct' },
      { kind: 'timer', name: 'beat' },
    ]
    expect(run([...broken, ...proved, { kind: 'channel_closed', attempt: 'seed-2' }]).state.kind).toBe(
      'negotiating',
    )
  })

  test('an open link survives the loss of the server', () => {
    const { state } = run([...OPEN_AS_INITIATOR, { kind: 'peer_lost' }, { kind: 'alive', attempt: 'seed-1' }])
    expect(state).toMatchObject({ kind: 'open', room: null })
  })

  test('after an attempt that found no path the person is told, and attempts continue', () => {
    const { events, state } = run([
      ready(true),
      { kind: 'timer', name: 'negotiate' },
      { kind: 'timer', name: 'retry' },
    ])
    expect(events).toEqual(['connecting', 'stuck', 'stuck'])
    expect(state.kind).toBe('negotiating')
  })

  test('in any order of events: one connection at most, bounded buffers, and no offer by the responder', () => {
    const attempt = fc.constantFrom('seed-1', 'seed-2', 'x-1', 'x-2')
    const input: fc.Arbitrary<LinkInput> = fc.oneof(
      fc.boolean().map(ready),
      attempt.map(offer),
      attempt.map(answer),
      attempt.map((one) => signalCandidate(one)),
      fc.constant(signalCandidate()),
      attempt.map((one): LinkInput => ({ kind: 'described', attempt: one, sdp: 's' })),
      attempt.map((one): LinkInput => ({ kind: 'remote_set', attempt: one })),
      attempt.map((one): LinkInput => ({ kind: 'refused', attempt: one })),
      attempt.map((one): LinkInput => ({ kind: 'opened', attempt: one, path: 'direct' })),
      attempt.map((one): LinkInput => ({ kind: 'channel_closed', attempt: one })),
      fc
        .tuple(attempt, fc.constantFrom('failed', 'disconnected', 'connected', 'closed'))
        .map(([one, state]): LinkInput => ({ kind: 'peer_state', attempt: one, state })),
      fc
        .constantFrom('negotiate', 'retry', 'probe', 'beat', 'disconnected')
        .map((name): LinkInput => ({ kind: 'timer', name })),
      fc.constantFrom<LinkInput>({ kind: 'peer_left' }, { kind: 'peer_lost' }, { kind: 'resume' }),
    )
    fc.assert(
      fc.property(fc.array(input, { maxLength: 80 }), (inputs) => {
        let state: LinkState = initialLink('seed')
        let alive = 0
        for (const one of inputs) {
          const [after, ...effects] = stepLink(state, one)
          for (const effect of effects) {
            if (effect.kind === 'create') alive += 1
            if (effect.kind === 'destroy') alive = 0
            if (effect.kind === 'signal' && effect.signal.type === 'webrtc_offer')
              expect(after.room?.isInitiator).toBe(true)
            if (effect.kind === 'add_candidate')
              expect(
                after.kind === 'open' || (after.kind === 'negotiating' && after.remoteSet === 'yes'),
              ).toBe(true)
            expect(alive).toBeLessThanOrEqual(1)
          }
          if (after.kind === 'negotiating') expect(after.buffered.length).toBeLessThanOrEqual(CANDIDATES_MAX)
          state = after
        }
        expect(stepLink(state, { kind: 'close' })[0].kind).toBe('closed')
      }),
      { numRuns: 500 },
    )
  })
})

test('the semaphore admits two, and the next in order when one leaves', () => {
  const gathering = createSemaphore(2)
  const inside: string[] = []
  const a = gathering.enter(() => inside.push('a'))
  gathering.enter(() => inside.push('b'))
  const c = gathering.enter(() => inside.push('c'))
  gathering.enter(() => inside.push('d'))
  expect(inside).toEqual(['a', 'b'])
  c()
  a()
  expect(inside).toEqual(['a', 'b', 'd'])
})

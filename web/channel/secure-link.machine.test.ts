/** The secure link machine: one channel for each link, late results of earlier links ignored, one ICE restart at a time. */
import { describe, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { encodeLastWord, RECORD_LAST } from '../../protocol/frame.ts'
import type { HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import { EARLY_FRAMES_MAX, initialSecureLink, stepSecureLink } from './secure-link.machine.ts'
import type { SecureLinkEffect, SecureLinkInput, SecureLinkState } from './secure-link.types.ts'

const paired = (initiator: boolean) => ({ initiator }) as HandshakeResult
const OPEN: SecureLinkInput = { kind: 'link', event: { kind: 'open', path: 'direct' } }
const LOST: SecureLinkInput = { kind: 'link', event: { kind: 'lost' } }
const frame = (...bytes: number[]): SecureLinkInput => ({
  kind: 'link',
  event: { kind: 'frame', bytes: Uint8Array.from(bytes) },
})
const prepared = (era: number): SecureLinkInput => ({ kind: 'prepared', era, input: {} as HandshakeInput })
const refused = (era: number, why: 'timeout' | 'wrong_words', theirs = false): SecureLinkInput => ({
  kind: 'refused',
  era,
  why,
  theirs,
})
const openedAs = (initiator: boolean): readonly SecureLinkInput[] => [
  OPEN,
  prepared(1),
  { kind: 'channel_open', era: 1, paired: paired(initiator) },
]

function run(...inputs: readonly SecureLinkInput[]) {
  let state: SecureLinkState = initialSecureLink
  const all: SecureLinkEffect[] = []
  let last: readonly SecureLinkEffect[] = []
  for (const input of inputs) {
    const [after, ...effects] = stepSecureLink(state, input)
    state = after
    last = effects
    all.push(...effects)
  }
  const told = all.flatMap((effect) => (effect.kind === 'emit' ? [effect.event.kind] : []))
  return { state, last, told, kinds: last.map(({ kind }) => kind) }
}

describe('a secure link', () => {
  test('is open only once its channel is, and lost when its link is', () => {
    expect(run(OPEN, prepared(1)).told).toEqual(['securing'])
    expect(run(...openedAs(true)).told).toEqual(['securing', 'open'])
    const { told, kinds, state } = run(...openedAs(true), LOST)
    expect([told.at(-1), kinds, state.kind]).toEqual(['lost', ['end_channel', 'emit'], 'idle'])
  })

  test('that ends during its handshake says so, with and without its channel', () => {
    for (const inputs of [[OPEN], [OPEN, prepared(1)]])
      expect(run(...inputs, LOST, LOST).told).toEqual(['securing', 'handshake_lost'])
  })

  test('keeps early frames while the keys are loaded, and gives up at a flood', () => {
    const { kinds } = run(OPEN, frame(0x10, 1), frame(0x11, 2), prepared(1))
    expect(kinds).toEqual(['create_channel', 'feed', 'feed'])
    const flood = Array.from({ length: EARLY_FRAMES_MAX + 1 }, () => frame(0x11, 0))
    expect(run(OPEN, ...flood).last).toEqual([{ kind: 'part', how: 'give_up' }])
  })

  test('ignores results that were begun for an earlier link', () => {
    for (const late of [
      prepared(1),
      refused(1, 'timeout'),
      { kind: 'channel_open', era: 1, paired: paired(true) },
      { kind: 'answered', era: 1, signal: { type: 'offer', sdp: 's' } },
    ] as const)
      expect(run(OPEN, LOST, OPEN, late).last).toEqual([])
  })

  test('lets the abort reason go out before it closes the link, and reports it at once', () => {
    const { kinds, state } = run(OPEN, prepared(1), refused(1, 'timeout'))
    expect(kinds).toEqual(['note_refused', 'end_channel', 'part_later', 'emit'])
    const parted = stepSecureLink(state, { kind: 'part', era: state.era, how: 'give_up' })
    expect(parted.slice(1)).toEqual([{ kind: 'part', how: 'give_up' }])
    // Another link opened meanwhile; the delayed close of the earlier one must not close it.
    const [next] = stepSecureLink(state, OPEN)
    expect(stepSecureLink(next, { kind: 'part', era: state.era, how: 'give_up' })).toEqual([next])
  })

  test('does not retry a refusal that only a person can resolve', () => {
    const { last } = run(OPEN, prepared(1), refused(1, 'wrong_words', true))
    expect(last).toContainEqual({ kind: 'part', how: 'peer_left' })
  })

  test('is lost, not refused, when it falls silent while open', () => {
    expect(run(...openedAs(true), refused(1, 'timeout')).told).toEqual(['securing', 'open', 'lost'])
  })

  test('accepts a last word only while it is open', () => {
    const word = frame(...encodeLastWord('closed'))
    expect(run(OPEN, prepared(1), word).last).toEqual([])
    expect(run(...openedAs(false), word).told.at(-1)).toBe('last_word')
  })

  test('signals through the server before it is open, and inside the channel afterwards', () => {
    const candidate: SecureLinkInput = {
      kind: 'link_signal',
      signal: { type: 'ice_candidate', candidate: { candidate: 'c' } },
    }
    const offer: SecureLinkInput = { kind: 'link_signal', signal: { type: 'webrtc_offer', sdp: 's' } }
    expect(run(OPEN, candidate).kinds).toEqual(['signal'])
    expect(run(...openedAs(true), candidate).kinds).toEqual(['tell'])
    expect(run(...openedAs(true), offer).kinds).toEqual([])
  })

  test('runs one ICE restart at a time: the initiator offers, the responder asks', () => {
    const restart: SecureLinkInput = { kind: 'restart' }
    expect(run(restart).last).toEqual([])
    expect(run(...openedAs(false), restart).last).toContainEqual({ kind: 'tell', signal: { type: 'ask' } })
    expect(run(...openedAs(true), restart).kinds).toEqual(['note_restart', 'restart'])
    expect(run(...openedAs(true), restart, restart).last).toEqual([])
    const ask: SecureLinkInput = { kind: 'renegotiate', signal: { type: 'ask' } }
    expect(run(...openedAs(true), restart, ask).last).toEqual([])
    const answer: SecureLinkInput = { kind: 'renegotiate', signal: { type: 'answer', sdp: 's' } }
    expect(run(...openedAs(true), restart, answer, restart).kinds).toEqual(['note_restart', 'restart'])
  })

  test('drops a handshake under way when the peer enters the room again', () => {
    const ready: SecureLinkInput = { kind: 'ready', isInitiator: true, iceServers: [] }
    expect(run(OPEN, prepared(1), ready).kinds).toEqual(['part', 'link_ready'])
    expect(run(...openedAs(true), ready).kinds).toEqual(['link_ready'])
  })

  test('is not open before its channel exists: no frame is delivered while the keys are loaded', () => {
    // Found by the property test below, seed -755913955.
    const early: SecureLinkInput = { kind: 'channel_open', era: 1, paired: paired(true) }
    const { told, kinds, state } = run(OPEN, early, frame(RECORD_LAST, 0))
    expect([told, kinds, state.kind]).toEqual([['securing'], [], 'securing'])
    expect(run(OPEN, early, frame(RECORD_LAST, 0), prepared(1)).kinds).toEqual(['create_channel', 'feed'])
  })

  test('in any order of events: open and lost alternate, no channel outlives its link, and a closed link has no effects', () => {
    const era = fc.nat(4)
    const input: fc.Arbitrary<SecureLinkInput> = fc.oneof(
      fc.constantFrom<SecureLinkInput>(OPEN, LOST, frame(RECORD_LAST, 0), { kind: 'restart' }),
      era.map(prepared),
      era.map((one): SecureLinkInput => ({ kind: 'channel_open', era: one, paired: paired(true) })),
      era.map((one) => refused(one, 'timeout')),
      era.map((one): SecureLinkInput => ({ kind: 'part', era: one, how: 'give_up' })),
      fc.constant<SecureLinkInput>({ kind: 'renegotiate', signal: { type: 'answer', sdp: 's' } }),
    )
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        let state: SecureLinkState = initialSecureLink
        let channels = 0
        let isOpen = false
        let isSecuring = false
        for (const one of inputs) {
          const [after, ...effects] = stepSecureLink(state, one)
          state = after
          for (const effect of effects) {
            if (effect.kind === 'create_channel') channels += 1
            if (effect.kind === 'end_channel') channels = 0
            if (effect.kind === 'feed') expect(channels).toBe(1)
            if (effect.kind !== 'emit') continue
            if (effect.event.kind === 'handshake_lost') expect(isSecuring).toBe(true)
            if (effect.event.kind !== 'path') isSecuring = effect.event.kind === 'securing'
            if (effect.event.kind === 'open' || effect.event.kind === 'lost') {
              expect(effect.event.kind === 'open').toBe(!isOpen)
              isOpen = !isOpen
            }
          }
          expect(channels).toBeLessThanOrEqual(1)
          expect(state.kind === 'open').toBe(isOpen)
          expect(state.kind === 'securing').toBe(isSecuring)
        }
        const [closed] = stepSecureLink(state, { kind: 'close' })
        for (const one of inputs) expect(stepSecureLink(closed, one)).toEqual([closed])
      }),
      { numRuns: 500 },
    )
  })
})

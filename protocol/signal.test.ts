/** The hand-written check for relayed signals accepts exactly what the schemas accept. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { clientSignalSchema, iceServersSchema, isRelayed, serverSignalSchema } from './signal.ts'

const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'x',
  'a b',
  0,
  -1,
  1.5,
  1_001,
  true,
  {},
  [],
  'x'.repeat(257),
  'x'.repeat(2_049),
  'x'.repeat(32_769),
)
const signal = fc.record(
  {
    type: fc.constantFrom('webrtc_offer', 'webrtc_answer', 'ice_candidate', 'ping', 'constructor'),
    sdp: fc.oneof(fc.constant('v=0'), odd),
    attempt: fc.oneof(fc.constant('a-1'), odd),
    candidate: fc.oneof(
      odd,
      fc.record(
        {
          candidate: fc.oneof(fc.constant('c'), odd),
          sdpMLineIndex: fc.oneof(fc.constant(0), odd),
          sdpMid: fc.oneof(fc.constant('0'), odd),
          extra: odd,
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['type'] },
)
const RELAYED = ['webrtc_offer', 'webrtc_answer', 'ice_candidate']

test('the hand-written check and the schema agree on every signal', () => {
  fc.assert(
    fc.property(fc.oneof(signal, fc.jsonValue()), (value) => {
      const parsed = v.safeParse(clientSignalSchema, value)
      expect(isRelayed(value)).toBe(parsed.success && RELAYED.includes(parsed.output.type))
    }),
    { numRuns: 5_000 },
  )
})

test('a TURN server without credentials is refused in the configuration, and left out of a received list', () => {
  const stun = { urls: 'stun:s.example' }
  const turn = { urls: ['turns:t.example'], username: 'u', credential: 'c' }
  const useless = { urls: ['stun:s.example', 'turn:t.example'], username: 'u' }
  expect(v.is(iceServersSchema, [stun, turn])).toBe(true)
  expect(v.is(iceServersSchema, [stun, useless])).toBe(false)
  const ready = v.parse(serverSignalSchema, {
    type: 'room_ready',
    roomId: 'room',
    userCount: 2,
    isInitiator: true,
    iceServers: [stun, useless, turn],
  })
  expect(ready).toMatchObject({ iceServers: [stun, turn] })
})

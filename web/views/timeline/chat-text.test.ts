/** Every failure and every state has its sentence: plain words, no codes. */
import { expect, test } from 'bun:test'
import type { ConnectionState } from '../../domain/conversation/conversation.model.ts'
import type { Failure } from '../../domain/failure.ts'
import { failureText } from '../failure-text.ts'
import { markText, pathWord, rangFor, statusSentence, statusText, statusWord } from './chat-text.ts'

const failures: Failure[] = [
  { code: 'code_malformed' },
  { code: 'code_unknown' },
  { code: 'code_used' },
  { code: 'own_code' },
  { code: 'too_many_requests', retryAfterMs: 61_000 },
  { code: 'server_unreachable' },
  { code: 'server_refused' },
  { code: 'server_address_malformed' },
  { code: 'server_not_inviso' },
  { code: 'too_many_sessions' },
  { code: 'storage_failed' },
  { code: 'name_too_long' },
  { code: 'text_too_long' },
  { code: 'outbox_full' },
]
const states: ConnectionState[] = [
  { kind: 'connecting', stuck: false },
  { kind: 'connecting', stuck: true },
  { kind: 'connecting', stuck: false, again: true },
  { kind: 'connected', path: 'direct' },
  { kind: 'connected', path: 'relayed' },
  { kind: 'away', since: 0, why: 'left' },
  { kind: 'away', since: 0, why: 'lost' },
  { kind: 'away', since: 0, why: 'not_here_yet' },
  { kind: 'offline', why: 'network' },
  { kind: 'offline', why: 'server' },
  { kind: 'offline', why: 'no_webrtc' },
  { kind: 'closed', reason: 'room_gone' },
  { kind: 'closed', reason: 'room_deleted' },
]

test('every failure is one or two plain sentences without a code', () => {
  for (const failure of failures) {
    expect(failureText(failure)).toMatch(/^[A-Z].*\.$/)
    expect(failureText(failure)).not.toMatch(/_|\berror\b|undefined|\b[45]\d\d\b/i)
  }
})

test('every state has a sentence of its own', () => {
  const sentences = states.map(statusSentence)
  expect(new Set(sentences).size).toBe(states.length)
  for (const sentence of sentences) expect(sentence).toMatch(/\.$/)
})

test('the word and the path come apart, since the header hides one of them', () => {
  expect([
    statusWord({ kind: 'connected', path: 'server' }),
    pathWord({ kind: 'connected', path: 'server' }),
  ]).toEqual(['Connected', 'Through server'])
  expect(pathWord({ kind: 'offline', why: 'network' })).toBeNull()
})

test('the status words are the ones that people and tools rely on', () => {
  expect([...new Set(states.map(statusText))]).toEqual([
    'Connecting',
    'Reconnecting',
    'Connected · Direct',
    'Connected · Relayed',
    'Away',
    'Offline',
    'Closed',
  ])
})

test('a waiting message says when it was rung for; one written later, or one that arrived, does not', () => {
  const at = new Date(2026, 0, 1, 14, 2).getTime()
  expect(markText('waiting', at)).toMatch(/^Waiting · rang .*02/)
  expect([markText('waiting'), markText('delivered', at)]).toEqual(['Waiting', 'Delivered'])
  const written = (when: number) => ({ at: when }) as Parameters<typeof rangFor>[0]
  expect([rangFor(written(at), at), rangFor(written(at + 1), at), rangFor(written(at), null)]).toEqual([
    at,
    null,
    null,
  ])
})

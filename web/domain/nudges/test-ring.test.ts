/** Ringing one’s own phone over fakes: each step, and one that fails. */
import { expect, test } from 'bun:test'
import { ok } from '../../../base/result.ts'
import { open } from '../../../tests/harness/ringing-phone.ts'

test('“Ring this phone now” rings a subscription of its own, ends it, and names the step that failed', async () => {
  const { nudges, push, server } = await open()
  await nudges.runTest()
  expect([nudges.test.value, await push.scopes()]).toEqual([{ kind: 'good' }, []])
  server.answer = ok({ outcome: 'refused' })
  await nudges.runTest()
  expect([nudges.test.value, await push.scopes()]).toEqual([{ kind: 'failed', step: 'ring' }, []])
  push.setState('denied')
  await nudges.runTest()
  expect(nudges.test.value).toEqual({ kind: 'failed', step: 'permission' })
})

test('a try that a fault ends has failed at its step, leaves nothing, and may be made again', async () => {
  const { nudges, push, server } = await open('granted')
  const fault = {
    // biome-ignore lint/suspicious/noThenProperty: a promise that was rejected early would be reported
    then: (_: unknown, rejected: (why: Error) => void) => rejected(new Error('a fault')),
  }
  server.answer = fault as never
  await nudges.runTest()
  expect([nudges.test.value, await push.scopes()]).toEqual([{ kind: 'failed', step: 'ring' }, []])
  server.answer = ok({ outcome: 'sent' })
  await nudges.runTest()
  expect(nudges.test.value).toEqual({ kind: 'good' })
})

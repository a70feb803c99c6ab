/** What the log says of push services. */
import { expect, test } from 'bun:test'
import { createServerLog } from './log.ts'
import { createPushLog } from './push-log.ts'

test('a refusal is one line with the vendor and the status; all outcomes are counted for the hour, and then anew', () => {
  const lines: Record<string, unknown>[] = []
  const pushLog = createPushLog(createServerLog('info', (line) => lines.push(JSON.parse(line))))
  pushLog.report()
  pushLog.answered('mozilla', 'sent', 201)
  pushLog.answered('apple', 'refused', 403)
  pushLog.answered('other', 'refused', null)
  pushLog.report()
  pushLog.report()
  const said = lines.map(({ time, ...line }) => line)
  expect(said).toEqual([
    { level: 'warn', event: 'push.refused', service: 'apple', status: 403 },
    { level: 'warn', event: 'push.refused', service: 'other', status: 0 },
    { level: 'info', event: 'push.counts', sent: 1, gone: 0, later: 0, refused: 2 },
  ])
})

/** The fake peer connection keeps the contract; the browser's is checked in a page. */
import { describe, expect, test } from 'bun:test'
import { rtcContract } from './rtc.contract.ts'
import { createSwitchboard } from './rtc.fake.ts'

describe('the fake peer connection', () => {
  for (const [name, { run, gives }] of Object.entries(rtcContract))
    test(name, async () => {
      let made = 0
      const board = createSwitchboard({
        bytes(length) {
          made += 1
          return new Uint8Array(length).fill(made)
        },
        carry: (_, __, act) => queueMicrotask(act),
      })
      expect(await run({ one: board.rtc('one'), other: board.rtc('other') })).toEqual(gives as never)
    })
})

/** The fake lock keeps the contract; the browser's is checked in a page, in the end-to-end tests. */
import { expect, test } from 'bun:test'
import { singleTabLockContract } from './single-tab-lock.contract.ts'
import { createFakeTabs } from './single-tab-lock.fake.ts'

for (const [name, { run, gives }] of Object.entries(singleTabLockContract))
  test(`the fake lock ${name}`, async () => {
    expect(await run(createFakeTabs().tab)).toEqual(gives)
  })

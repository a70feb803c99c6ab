/** The fake passkeys keep the contract; the browser's are checked in a page, in the end-to-end tests. */
import { expect, test } from 'bun:test'
import { createSeededRandom } from '../random.ts'
import { passkeyContract } from './passkey.contract.ts'
import { createFakePasskeys } from './passkey.fake.ts'

for (const [name, { prf, run, gives }] of Object.entries(passkeyContract))
  test(`the fake passkeys ${name}`, async () => {
    expect(await run(createFakePasskeys(createSeededRandom(1), prf))).toEqual(gives)
  })

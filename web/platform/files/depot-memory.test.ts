/** The depot in memory keeps the contract, and its cap. The others keep it in browsers: tests/e2e/platform/contracts.e2e.ts. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { depotContract } from './depot.contract.ts'
import { createMemoryDepot } from './depot-memory.ts'

for (const [name, { run, gives }] of Object.entries(depotContract))
  test(`memory ${name}`, async () => {
    const depot = createMemoryDepot(10_000_000)
    expect(await run(depot, async () => depot)).toEqual(gives)
  })

test('what is more than fits is not taken, and what was there stays', async () => {
  const depot = createMemoryDepot(100)
  const [one, two] = [await depot.open('a/one'), await depot.open('a/two')]
  if (!one.ok || !two.ok) throw new Error('not opened')
  expect(await one.value.append(new Uint8Array(60))).toEqual(ok(undefined))
  expect(await two.value.append(new Uint8Array(41))).toEqual(err('full'))
  expect([await one.value.length(), await two.value.length()]).toEqual([ok(60), ok(0)])
  await depot.remove('a/one')
  expect(await two.value.append(new Uint8Array(100))).toEqual(ok(undefined))
})

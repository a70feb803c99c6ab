/** The depot of the private file system: the contract over a fake of it, and handles that are taken at the worst moment. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { ok } from '../../../base/result.ts'
import { depotContract } from './depot.contract.ts'
import type { Depot } from './depot.ts'
import { openOpfsDepot } from './depot-opfs.ts'
import { type FakeOpfs, installFakeOpfs } from './opfs.fake.ts'

let opfs: FakeOpfs
beforeEach(() => {
  opfs = installFakeOpfs()
})
afterEach(() => opfs.restore())

async function opened(): Promise<Depot> {
  const depot = await openOpfsDepot()
  if (!depot) throw new Error('not opened')
  return depot
}
async function begun() {
  const depot = await opened()
  const file = await depot.open('a/file')
  if (!file.ok) throw new Error('not opened')
  return { depot, file: file.value }
}

for (const [name, { run, gives }] of Object.entries(depotContract))
  test(`the file system ${name}`, async () => {
    expect(await run(await opened(), opened)).toEqual(gives)
  })

test('a handle that was taken is opened once more', async () => {
  const { file } = await begun()
  await file.append(new Uint8Array(10).fill(1))
  opfs.take()
  expect(await file.append(new Uint8Array(10).fill(2))).toEqual(ok(undefined))
  expect(await file.length()).toEqual(ok(20))
  opfs.take()
  const lengths = await Promise.all([1, 2, 3, 4].map(() => file.length()))
  expect(lengths).toEqual([ok(20), ok(20), ok(20), ok(20)])
})

test('a handle that was taken in the middle of a write leaves no half of a piece before the whole one', async () => {
  const { file } = await begun()
  await file.append(new Uint8Array(10).fill(1))
  opfs.take(true)
  expect(await file.append(new Uint8Array(10).fill(2))).toEqual(ok(undefined))
  expect(opfs.bytes('files/a/file')).toEqual(new Uint8Array([...Array(10).fill(1), ...Array(10).fill(2)]))
})

test('a file that is removed while its handle is opened anew is gone, and holds no handle', async () => {
  const { depot, file } = await begun()
  opfs.take()
  const openNow = opfs.holdOpening()
  const length = file.length()
  await Promise.resolve()
  const removed = depot.remove('a/file')
  openNow()
  expect((await length).ok).toBe(false)
  expect(await removed).toEqual(ok(undefined))
  expect([opfs.open(), opfs.bytes('files/a/file')]).toEqual([0, undefined])
})

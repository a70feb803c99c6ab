/** Imports of an export file: the sessions, with the trust in their peers marked as imported. */
import { expect, test } from 'bun:test'
import { createSecret } from '../../crypto/secret.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { openFile, sealFile } from '../../vault/export-file.ts'
import { createFakeStore, recordOf } from '../connection/sessions.fake.ts'
import { createSessionExport } from './session-export.ts'
import { createSessionKeys } from './session-keys.ts'
import { encodeStored, type Trust } from './session-record.ts'

const random = createSeededRandom(1)
const withTrust = (at: number, trust: Trust) => {
  const record = recordOf(at)
  const key = createSecret(new Uint8Array(32).fill(9))
  return recordOf(at, { keys: record.keys && { ...record.keys, peer: { key, trust, at: 5 } } })
}
const createPhone = async (records: Parameters<typeof createFakeStore>[0]) => {
  const { store, clock, idOf } = await createFakeStore(records)
  const argon2 = async (password: Uint8Array) => new Uint8Array(32).fill(password.length)
  return { store, clock, idOf, argon2, file: createSessionExport({ store, argon2, random, changed() {} }) }
}

test('verification from another phone is marked as imported, also across several files, until it is proven here', async () => {
  const old = await createPhone([withTrust(1, 'sas'), withTrust(2, 'link'), withTrust(3, 'unverified')])
  const file = await old.file.exportSessions('for the journey')
  if (!file.ok) throw new Error('not exported')
  const next = await createPhone([])
  await next.file.importSessions(file.value, 'for the journey')
  const marks = ({ store, idOf }: typeof next) =>
    [1, 2, 3].map((at) => store.find(idOf(at))?.keys?.peer?.imported)
  expect(marks(next)).toEqual([true, true, undefined])
  // The old phone itself proved it.
  expect(marks(old)).toEqual([undefined, undefined, undefined])

  const keys = createSessionKeys({ store: next.store, clock: next.clock, random }, next.idOf(1))
  const paired = {
    mode: 'resume',
    peerKey: new Uint8Array(32).fill(9),
    resume: new Uint8Array(32),
    resumedBy: null,
  }
  await keys.agreed(paired as unknown as Parameters<typeof keys.agreed>[0])
  expect(marks(next)).toEqual([true, true, undefined])
  await keys.setTrust('sas')
  expect(marks(next)).toEqual([undefined, true, undefined])
  const again = await next.file.exportSessions('once more')
  if (!again.ok) throw new Error('not exported')
  const third = await createPhone([])
  await third.file.importSessions(again.value, 'once more')
  expect(marks(third)).toEqual([true, true, undefined])
  expect(third.store.find(third.idOf(1))?.keys?.peer).toMatchObject({ trust: 'sas' })
})

test('the push registration of a session stays in its browser: no file has it, and none of a file is believed', async () => {
  const nudges = { scope: '/nudge/0123456789abcdefghijkl/', madeAt: 5 }
  const old = await createPhone([recordOf(1, { nudges })])
  const made = await old.file.exportSessions('for the journey')
  const opened = made.ok ? await openFile(old, 'for the journey', made.value) : null
  expect(opened?.ok).toBe(true)
  expect(JSON.stringify(opened)).not.toContain('nudge')
  expect(old.store.find(old.idOf(1))?.nudges).toEqual(nudges)

  const next = await createPhone([])
  const foreign = await sealFile({ ...old, random }, 'p', encodeStored(old.store.records.value))
  expect(await next.file.importSessions(foreign, 'p')).toMatchObject({ ok: true, value: { added: 1 } })
  expect(next.store.find(next.idOf(1))?.nudges).toBeUndefined()
})

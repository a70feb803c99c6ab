/** After locking, the memory of the page's process contains no key of the vault, of a session, or of its next reconnect. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { argon2id } from 'hash-wasm'
import { createBox, hkdf } from '../../../web/crypto/primitives.ts'
import { type PassSlot, slotData } from '../../../web/vault/header.ts'
import { entryKeysOf, openEntry } from '../../../web/vault/sealed-kv.ts'
import { countInMemory, renderersOf } from '../../harness/attackers/process-memory.ts'
import { PASSPHRASE } from '../../harness/people/app-lock.ts'
import { connected, expect, openApp, test } from '../../harness/people/person.ts'
import type { Dump } from '../../harness/people/stored-data.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'))

/** Derives the vault key from the stored files and the known passphrase. */
async function vaultKeyOf(dump: Dump): Promise<Uint8Array> {
  const { id, slots } = dump['vault.v1'] as { id: string; slots: PassSlot[] }
  const [slot] = slots
  if (!slot) throw new Error('no way in')
  const stretched = await argon2id({
    password: PASSPHRASE,
    salt: bytes(slot.salt),
    memorySize: slot.m,
    iterations: slot.t,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })
  const kek = await hkdf(stretched, text(id), text('inviso/1 kek pass'), 32)
  const key = await (await createBox(kek)).open(slotData(id, slot), bytes(slot.wrapped))
  if (!key) throw new Error('the passphrase does not open it')
  return key
}

interface Kept {
  readonly sessions: readonly {
    readonly keys: { readonly own: string; readonly resumes: readonly string[] }
  }[]
}

/** All secrets to search for, by name. */
async function secretsOf(dump: Dump): Promise<Record<string, Buffer>> {
  const { id } = dump['vault.v1'] as { id: string }
  const vaultKey = await vaultKeyOf(dump)
  const keys = await entryKeysOf(vaultKey, id)
  const name = await keys.nameOf('chat.sessions.v1')
  const entry = await openEntry(keys, name, bytes((dump[name] as { bytes: string }).bytes))
  const [session] = (entry?.value as Kept | undefined)?.sessions ?? []
  const part = (label: string) => hkdf(vaultKey, text(id), text(`inviso/1 vault ${label}`), 32)
  const secrets: Record<string, Uint8Array> = {
    'vault key': vaultKey,
    'key of the records': await part('records'),
    'key of the names': await part('names'),
    'own key': bytes(session?.keys.own ?? ''),
  }
  for (const [at, resume] of (session?.keys.resumes ?? []).entries()) secrets[`resume ${at}`] = bytes(resume)
  for (const secret of Object.values(secrets)) expect(secret.length).toBe(32)
  return Object.fromEntries(Object.entries(secrets).map(([what, secret]) => [what, Buffer.from(secret)]))
}

/** Most garbage collections until unreferenced bytes are gone from memory; two or three suffice. */
const COLLECTIONS_MAX = 12

/** Collects garbage and overwrites the freed memory, so that remaining bytes are still referenced. */
async function collect(page: Page): Promise<void> {
  await page.requestGC()
  await page.evaluate(() => {
    const buffers = Array.from({ length: 50_000 }, (_, at) => new Uint8Array(16 + (at % 5) * 16).fill(1))
    const texts = Array.from({ length: 20_000 }, (_, at) =>
      JSON.stringify({ at, text: 'x'.repeat(at % 400) }),
    )
    return new TextEncoder().encode(texts.join('')).length + buffers.length
  })
  await page.requestGC()
}

/** Returns the names of secrets still found in memory after repeated collections. */
async function heldIn(browser: Browser, page: Page, secrets: Record<string, Buffer>): Promise<string[]> {
  let found: string[] = []
  for (let round = 0; round < COLLECTIONS_MAX; round += 1) {
    await collect(page)
    const counts = countInMemory(await renderersOf(browser), secrets)
    found = Object.keys(counts).filter((name) => (counts[name] ?? 0) > 0)
    if (found.length === 0) break
  }
  return found
}

/** V8's heap snapshot: everything still reachable in JavaScript, with strings in plain text. */
async function reachable(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page)
  const chunks: string[] = []
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await cdp.detach()
  return chunks.join('')
}

test('the memory of a locked page contains no key of the vault, of a session or of its next reconnect', async ({
  person,
  server,
  viewport,
}, { project }) => {
  // Six searches of a browser's memory take long on a loaded machine.
  test.setTimeout(150_000)
  test.skip(process.platform !== 'linux', 'reads /proc')
  // A separate browser, whose renderers belong to this page only.
  const browser = await chromium.launch(project.use.launchOptions)
  const anna = await openApp(await browser.newContext({ viewport }), server.url)
  const ben = await person()
  await anna.invite({ name: 'Benedek Kovacs' })
  await ben.join(await anna.inviteLink())
  await connected(anna, ben)
  await ben.say('before the lock')
  await expect(anna.chat.messages()).toHaveText(['before the lock'])
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.lock.turnOn()
  const secrets = await secretsOf(await anna.stored.dump())

  // Control: the same search finds the keys of an unlocked page.
  await collect(anna)
  const unlocked = countInMemory(await renderersOf(browser), secrets)
  for (const what of ['vault key', 'own key', 'resume 0'])
    expect([what, unlocked[what]]).not.toEqual([what, 0])
  const before = await reachable(anna)
  for (const said of ['before the lock', 'Benedek Kovacs'])
    expect([said, before.includes(said)]).toEqual([said, true])

  await anna.lock.lockNow()
  expect(await heldIn(browser, anna, secrets)).toEqual([])
  // Strings cannot be overwritten and dead ones stay for a while, but nothing may reference them.
  const after = await reachable(anna)
  const texts = Object.values(secrets).map((secret) => secret.toString('base64url'))
  for (const said of [...texts, 'before the lock', 'Benedek Kovacs']) expect(after.includes(said)).toBe(false)
  // The passphrase opens it again, and the keys are back.
  await anna.lock.unlock()
  await expect(anna.getByRole('heading', { name: 'Locked' })).toHaveCount(0)
  await expect
    .poll(async () => countInMemory(await renderersOf(browser), secrets)['vault key'])
    .toBeGreaterThan(0)
  await browser.close()
})

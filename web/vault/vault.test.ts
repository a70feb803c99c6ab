/** The vault over storage that fails, dies between writes, or was tampered with: no data lost or readable, no half-finished change of key. */
import { beforeAll, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { argon2id } from 'hash-wasm'
import { err } from '../../base/result.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryKv, type Kv } from '../platform/storage/kv.ts'
import { createVault } from './vault.ts'
import type { Vault } from './vault.types.ts'

const random = createSystemRandom()
const cost = { m: 19_456, t: 2 }
const runs: { m: number; t: number }[] = []
/** The real Argon2, cached for each password: these tests are about the vault. */
const known = new Map<string, Uint8Array>()
const argon2: Argon2 = async (password, salt, { m, t }) => {
  runs.push({ m, t })
  const name = `${Buffer.from(password).toString('hex')} ${Buffer.from(salt).toString('hex')} ${m} ${t}`
  const hash =
    known.get(name) ??
    (await argon2id({
      password,
      salt,
      parallelism: 1,
      iterations: t,
      memorySize: m,
      hashLength: 32,
      outputType: 'binary',
    }))
  known.set(name, hash)
  return hash.slice()
}

/** Everything in the store as one text, as an attacker could read it. */
async function dump(raw: Kv): Promise<string> {
  const names = await raw.keys()
  if (!names.ok) return ''
  const all: string[] = []
  for (const name of names.value) {
    const { value } = (await raw.get(name)) as { value: unknown }
    all.push(
      `${name}: ${value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : JSON.stringify(value)}`,
    )
  }
  return all.join('\n')
}
const open = async (raw: Kv): Promise<Vault> => {
  const vault = createVault({ raw, random, argon2 })
  await vault.load()
  return vault
}
const secret = { name: 'Benedek Kovács', code: '482913', list: [1, 2, 3] }
let locked: Kv

beforeAll(async () => {
  locked = createMemoryKv()
  const vault = await open(locked)
  await vault.kv()?.set('chat.sessions.v1', secret)
  await vault.enable('correct horse', cost)
})

async function namesOf(kv: Kv): Promise<readonly string[]> {
  const names = await kv.keys()
  if (!names.ok) throw new Error(names.error)
  return names.value
}

test('without App lock no data is in the clear, and the key beside it opens it again', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.kv()?.set('chat.sessions.v1', secret)
  expect(await dump(raw)).not.toMatch(/Benedek|482913|chat\./)
  expect(await (await open(raw)).kv()?.get('chat.sessions.v1')).toEqual({ ok: true, value: secret })
})

test('with App lock only the passphrase opens the store, which holds no usable key', async () => {
  const vault = createVault({ raw: locked, random, argon2 })
  expect(await vault.load()).toEqual({ ok: true, value: 'locked' })
  expect(vault.kv()).toBeNull()
  expect(await dump(locked)).not.toMatch(/Benedek|482913|chat\./)
  expect(await dump(locked)).toContain('"key":null')
  expect(await vault.unlock('wrong horse')).toEqual({ ok: false, error: 'wrong' })
  expect(vault.kv()).toBeNull()
  expect((await vault.unlock('correct horse')).ok).toBe(true)
  expect(await vault.kv()?.get('chat.sessions.v1')).toEqual({ ok: true, value: secret })
  vault.lock()
  expect(vault.kv()).toBeNull()
})

test('composed and decomposed forms of a passphrase are equal', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.enable('Zo\u00eb \u212bngstr\u00f6m', cost)
  vault.lock()
  expect((await vault.unlock('Zoe\u0308 A\u030angstro\u0308m')).ok).toBe(true)
})

test('turning App lock on leaves no record under the key that was in the clear', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.kv()?.set('chat.sessions.v1', secret)
  const before = new Map(
    await Promise.all(
      (await namesOf(raw)).map(
        async (name) => [name, ((await raw.get(name)) as { value: unknown }).value] as const,
      ),
    ),
  )
  await vault.enable('correct horse', cost)
  const after = await namesOf(raw)
  for (const name of after) if (name !== 'vault.v1') expect(before.has(name)).toBe(false)
})

test('an empty vault and one with a few sessions look alike', async () => {
  const size = async (value: unknown): Promise<number> => {
    const raw = createMemoryKv()
    await (await open(raw)).kv()?.set('chat.sessions.v1', value)
    return (await dump(raw)).length
  }
  expect(Math.abs((await size([])) - (await size([secret, secret, secret])))).toBeLessThan(8)
})

test('records that older versions wrote in the clear are moved into the vault completely', async () => {
  const raw = createMemoryKv()
  await raw.set('chat.sessions.v1', { version: 1, sessions: [secret] })
  await raw.set('chat.settings.v1', { server: null })
  const vault = await open(raw)
  expect(await vault.kv()?.get('chat.sessions.v1')).toEqual({
    ok: true,
    value: { version: 1, sessions: [secret] },
  })
  const inside = (await vault.kv()?.keys()) as unknown as { value: string[] }
  expect([...inside.value].sort()).toEqual(['chat.sessions.v1', 'chat.settings.v1'])
  expect(await dump(raw)).not.toMatch(/Benedek|chat\./)
})

test('a write during a change of key is stored under the new key', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  const kv = vault.kv()
  if (!kv) throw new Error('locked')
  const changes = [
    () => vault.enable('first', cost),
    () => vault.changePassphrase('first', 'second', cost),
    () => vault.disable('second'),
  ]
  for (const [round, change] of changes.entries()) {
    for (let at = 0; at < 8; at += 1) await kv.set(`old ${at}`, round)
    const changing = change()
    const writing: Promise<unknown>[] = []
    for (let at = 0; at < 40; at += 1) {
      writing.push(kv.set(`new ${at}`, round))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect((await changing).ok).toBe(true)
    for (const written of await Promise.all(writing)) expect(written).toEqual({ ok: true, value: undefined })
    for (let at = 0; at < 8; at += 1) expect(await kv.get(`old ${at}`)).toEqual({ ok: true, value: round })
    for (let at = 0; at < 40; at += 1) expect(await kv.get(`new ${at}`)).toEqual({ ok: true, value: round })
    // Each record exists once: none was left under the old key.
    expect(await namesOf(raw)).toHaveLength(49)
  }
}, 60_000)

test('after a change of the passphrase an older header with the old passphrase opens nothing', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.kv()?.set('a', 1)
  await vault.enable('first', cost)
  await vault.addRecovery()
  const old = await raw.get('vault.v1')
  expect((await vault.changePassphrase('first', 'second', cost)).ok).toBe(true)
  await vault.kv()?.set('b', secret)
  expect(vault.slots()).toEqual(['pass'])
  const stolen = createMemoryKv()
  for (const name of await namesOf(raw)) {
    const { value } = (await raw.get(name)) as { value: unknown }
    await stolen.set(name, value)
  }
  await stolen.set('vault.v1', (old as { value: unknown }).value)
  const thief = await open(stolen)
  expect((await thief.unlock('first')).ok).toBe(true)
  expect(await thief.kv()?.get('a')).toEqual({ ok: true, value: undefined })
  expect(await thief.kv()?.get('b')).toEqual({ ok: true, value: undefined })
})

test('the passphrase changes in one write; afterwards the old one opens nothing', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.kv()?.set('a', secret)
  await vault.enable('first', cost)
  expect(await vault.changePassphrase('not it', 'second', cost)).toEqual({ ok: false, error: 'wrong' })
  expect((await vault.changePassphrase('first', 'second', cost)).ok).toBe(true)
  const again = await open(raw)
  expect((await again.unlock('first')).ok).toBe(false)
  expect((await again.unlock('second')).ok).toBe(true)
  expect(await again.kv()?.get('a')).toEqual({ ok: true, value: secret })
  expect((await again.disable('second')).ok).toBe(true)
  expect(await (await open(raw)).kv()?.get('a')).toEqual({ ok: true, value: secret })
})

test('a passkey’s output opens it on this device; another output, or a removed slot, does not', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.enable('first', cost)
  await vault.kv()?.set('a', 1)
  const output = random.bytes(32)
  await vault.addPrf('credential', output.slice())
  expect((await (await open(raw)).unlockWithPrf(random.bytes(32))).ok).toBe(false)
  const again = await open(raw)
  expect((await again.unlockWithPrf(output.slice())).ok).toBe(true)
  expect(await again.kv()?.get('a')).toEqual({ ok: true, value: 1 })
  await again.removeSlot('prf')
  expect(await (await open(raw)).unlockWithPrf(output)).toEqual({ ok: false, error: 'no_slot' })
})

test('the recovery key opens the vault, with or without spaces', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.enable('first', cost)
  const code = await vault.addRecovery()
  if (!code.ok) throw new Error(code.error)
  expect((await (await open(raw)).unlockWithRecovery(code.value.toLowerCase().replaceAll(' ', ''))).ok).toBe(
    true,
  )
  expect((await (await open(raw)).unlockWithRecovery('AAAA')).ok).toBe(false)
})

test('lowered parameters and slots of another vault are refused', async () => {
  const header = (
    (await locked.get('vault.v1')) as { value: { slots: { m: number; t: number; wrapped: string }[] } }
  ).value
  const [slot] = header.slots
  const forged = async (change: object): Promise<Kv> => {
    const raw = createMemoryKv()
    await raw.set('vault.v1', { ...header, slots: [{ ...slot, ...change }] })
    return raw
  }
  runs.length = 0
  for (const change of [{ m: 8 }, { m: 19_455 }, { t: 1 }]) {
    const vault = createVault({ raw: await forged(change), random, argon2 })
    expect(await vault.load()).toEqual({ ok: false, error: 'damaged' })
  }
  // Refused before trying: a cheap hash of the passphrase would help an attacker.
  expect(runs).toEqual([])
  const higher = createVault({ raw: await forged({ m: 20_480 }), random, argon2 })
  await higher.load()
  expect(await higher.unlock('correct horse')).toEqual({ ok: false, error: 'wrong' })
  const other = await open(createMemoryKv())
  await other.enable('correct horse', cost)
})

test('a record that was changed, cut or moved is set aside, never used', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.kv()?.set('a', 1)
  await vault.kv()?.set('b', 2)
  const names = (await namesOf(raw)).filter((name) => name !== 'vault.v1')
  const [one = '', two = ''] = names
  const bytes = ((await raw.get(one)) as { value: Uint8Array }).value
  await raw.set(two, bytes)
  const read = [await vault.kv()?.get('a'), await vault.kv()?.get('b')]
  expect(read).toContainEqual({ ok: true, value: undefined })
  expect((await namesOf(raw)).filter((name) => name.endsWith('.damaged')).length).toBe(1)
})

test('a damaged record that cannot be set aside is no empty one: nothing is written over it', async () => {
  const raw = createMemoryKv()
  const first = await open(raw)
  await first.kv()?.set('a', 1)
  const [name = ''] = (await namesOf(raw)).filter((one) => one !== 'vault.v1')
  const damaged = Uint8Array.of(1, 2, 3)
  await raw.set(name, damaged)
  const full: Kv = { ...raw, set: async () => err('storage_failed') }
  const vault = createVault({ raw: full, random, argon2 })
  await vault.load()
  expect(await vault.kv()?.get('a')).toEqual(err('storage_failed'))
  expect(await raw.get(name)).toEqual({ ok: true, value: damaged })
})

/** Storage that dies after `writes` writes; a swap counts as one, since it is one transaction. */
function dying(raw: Kv, writes: number): Kv {
  let left = writes
  const write = <T>(act: () => Promise<T>): Promise<T> => {
    left -= 1
    return left < 0 ? (Promise.resolve(err('storage_failed')) as Promise<T>) : act()
  }
  return {
    ...raw,
    set: (key, value) => write(() => raw.set(key, value)),
    remove: (key) => write(() => raw.remove(key)),
    swap: (change) => write(() => raw.swap(change)),
  }
}

test('after a kill between any two writes, all earlier data is readable under the old or the new lock', async () => {
  const action = fc.constantFrom('write', 'enable', 'change', 'disable', 'recovery')
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 7 }), fc.nat(8), async (actions, writes) => {
      const raw = createMemoryKv()
      const first = await open(raw)
      await first.kv()?.set('kept', 0)
      const vault = createVault({ raw: dying(raw, writes), random, argon2 })
      await vault.load()
      let value = 0
      let passphrases: (string | null)[] = [null]
      for (const [at, what] of actions.entries()) {
        const next = `pass ${at % 3}`
        const now = passphrases[0] ?? ''
        if (what === 'write') {
          if ((await vault.kv()?.set('kept', at + 1))?.ok) value = at + 1
        } else if (what === 'enable' && passphrases[0] === null) {
          if ((await vault.enable(next, cost)).ok) passphrases = [next]
        } else if (what === 'change' && passphrases[0] !== null) {
          if ((await vault.changePassphrase(now, next, cost)).ok) passphrases = [next]
        } else if (what === 'disable' && passphrases[0] !== null) {
          if ((await vault.disable(now)).ok) passphrases = [null]
        } else if (what === 'recovery' && passphrases[0] !== null) await vault.addRecovery()
      }
      const after = createVault({ raw, random, argon2 })
      const state = await after.load()
      expect(state).toEqual({ ok: true, value: passphrases[0] === null ? 'open' : 'locked' })
      if (passphrases[0]) expect((await after.unlock(passphrases[0])).ok).toBe(true)
      expect(await after.kv()?.get('kept')).toEqual({ ok: true, value })
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('cryptography that fails once during a change of key leaves everything under one key', async () => {
  const native = crypto.subtle.deriveBits.bind(crypto.subtle)
  for (let refused = 0; ; refused += 1) {
    const raw = createMemoryKv()
    const vault = await open(raw)
    await vault.kv()?.set('chat.sessions.v1', secret)
    let calls = 0
    crypto.subtle.deriveBits = (...given) => {
      calls += 1
      return calls - 1 === refused ? Promise.reject(new Error('refused')) : native(...given)
    }
    await vault.enable('correct horse', cost).catch(() => null)
    crypto.subtle.deriveBits = native
    expect(await vault.kv()?.get('chat.sessions.v1')).toEqual({ ok: true, value: secret })
    expect((await vault.kv()?.set('chat.sessions.v1', { ...secret, name: 'new' }))?.ok).toBe(true)
    const again = await open(raw)
    if (again.slots().length > 0) await again.unlock('correct horse')
    expect(await again.kv()?.get('chat.sessions.v1')).toMatchObject({ value: { name: 'new' } })
    if (calls <= refused) break
  }
})

test('a removed passkey still opens an earlier copy of the header, until everything is resealed', async () => {
  const raw = createMemoryKv()
  const vault = await open(raw)
  await vault.kv()?.set('a', secret)
  await vault.enable('first', cost)
  const output = random.bytes(32)
  await vault.addPrf('credential', output.slice())
  const { value: old } = (await raw.get('vault.v1')) as { value: unknown }
  /** What an attacker can read with the old header and the current records. */
  const stolen = async (): Promise<unknown> => {
    const copy = createMemoryKv()
    for (const name of await namesOf(raw))
      await copy.set(name, ((await raw.get(name)) as { value: unknown }).value)
    await copy.set('vault.v1', old)
    const thief = await open(copy)
    expect((await thief.unlockWithPrf(output.slice())).ok).toBe(true)
    return thief.kv()?.get('b')
  }
  await vault.removeSlot('prf')
  await vault.kv()?.set('b', secret)
  expect(await stolen()).toEqual({ ok: true, value: secret })
  const told: [number, number][] = []
  expect((await vault.changePassphrase('first', 'first', cost, (...now) => told.push(now))).ok).toBe(true)
  expect(await stolen()).toEqual({ ok: true, value: undefined })
  expect(vault.slots()).toEqual(['pass'])
  expect(await vault.kv()?.get('b')).toEqual({ ok: true, value: secret })
  // The header counts as a record, and the progress never goes back.
  expect(told).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ])
})

test('a lock and an unlock in the middle of sealing anew end in the new key, with all that was stored and all that waits in memory', async () => {
  const inner = createMemoryKv()
  const writing = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  let isHeld = false
  const raw: Kv = {
    ...inner,
    async swap(change) {
      if (isHeld) {
        writing.resolve()
        await written.promise
      }
      return inner.swap(change)
    },
  }
  const vault = await open(raw)
  await vault.kv()?.set('chat.sessions.v1', secret)
  await vault.enable('correct horse', cost)
  const output = random.bytes(32)
  await vault.addPrf('credential', output.slice())
  isHeld = true
  const anew = vault.changePassphrase('correct horse', 'correct horse', cost)
  await writing.promise
  await vault.memory()?.set('waits', secret)
  vault.lock()
  const unlocked = vault.unlock('correct horse')
  const byFace = vault.unlockWithPrf(output.slice())
  written.resolve()
  expect([await anew, await byFace, await unlocked]).toEqual([
    { ok: true, value: undefined },
    { ok: false, error: 'no_slot' },
    { ok: true, value: undefined },
  ])
  expect(await vault.kv()?.get('chat.sessions.v1')).toEqual({ ok: true, value: secret })
  expect(await vault.memory()?.get('waits')).toEqual({ ok: true, value: secret })
})

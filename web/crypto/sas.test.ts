import { expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSasRun, type Sas, type SasMessage, type SasRun } from './sas.ts'

type Module = typeof import('./sas.ts')
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

async function talk(first: SasRun, second: SasRun, begins: SasRun): Promise<readonly (Sas | undefined)[]> {
  const results = new Map<SasRun, Sas>()
  let message = await begins.begin()
  let to = begins === first ? second : first
  while (message) {
    const answer = await to.receive(message)
    if (answer.result) results.set(to, answer.result)
    if (answer.failed) throw new Error('failed')
    message = answer.send ?? null
    to = to === first ? second : first
  }
  return [results.get(first), results.get(second)]
}

test('both sides see the same string, whichever begins, and another run shows another string', async () => {
  const h = random(32)
  const seen = new Set<string>()
  for (let round = 0; round < 20; round += 1) {
    const [first, second] = [createSasRun(h, true, random(32)), createSasRun(h, false, random(32))]
    const [one, two] = await talk(first, second, round % 2 === 0 ? first : second)
    expect(one).toEqual(two as Sas)
    expect(one?.emoji.length).toBe(5)
    expect(one?.digits.every((group) => group >= 1_000 && group < 2_024)).toBe(true)
    seen.add(JSON.stringify(one))
  }
  expect(seen.size).toBe(20)
})

test('another handshake shows another string', async () => {
  const [nI, nR] = [random(32), random(32)]
  const shown = async (h: Uint8Array) => {
    const [first, second] = [createSasRun(h, true, nI), createSasRun(h, false, nR)]
    return (await talk(first, second, first))[0]
  }
  expect(await shown(random(32))).not.toEqual((await shown(random(32))) as Sas)
})

test('a nonce that does not match its commitment is refused', async () => {
  const h = random(32)
  const [first, second] = [createSasRun(h, true, random(32)), createSasRun(h, false, random(32))]
  const commit = (await first.begin()) as SasMessage
  await second.receive(commit)
  expect(await second.receive({ step: 'reveal', value: random(32) })).toEqual({ failed: true })
})

test('messages out of turn are refused', async () => {
  const [first, second] = [
    createSasRun(random(32), true, random(32)),
    createSasRun(random(32), false, random(32)),
  ]
  expect(await first.receive({ step: 'nonce', value: random(32) })).toEqual({ failed: true })
  expect(await first.receive({ step: 'commit', value: random(32) })).toEqual({ failed: true })
  expect(await second.receive({ step: 'reveal', value: random(32) })).toEqual({ failed: true })
  expect(await second.receive({ step: 'nonce', value: random(32) })).toEqual({ failed: true })
})

/** Truncates a string to `bits`, so that a man in the middle can try every nonce. It runs a genuine handshake with each side, so `h` differs. */
const cut = (sas: Sas, bits: number): number => {
  const [a = 0, b = 0] = sas.emoji
  return ((a << 6) | b) >> (12 - bits)
}

/**
 * The man in the middle is responder to Anna and initiator to Ben. Anna reveals her nonce nA only after the middle has sent its own nonce to her.
 * Toward Ben the middle commits first, sees nB, and then looks for a nonce that makes Ben's string equal Anna's.
 */
async function attack(module: Module, bits: number, tries: number): Promise<'match' | 'differ' | 'refused'> {
  const [hAnna, hBen] = [random(32), random(32)]
  const anna = module.createSasRun(hAnna, true, random(32))
  const middleToAnna = module.createSasRun(hAnna, false, random(32))
  const [annaSees] = await talk(anna, middleToAnna, anna)
  const ben = module.createSasRun(hBen, false, random(32))
  const middleToBen = module.createSasRun(hBen, true, random(32))
  const commit = (await middleToBen.begin()) as SasMessage
  const { send } = await ben.receive(commit)
  if (send?.step !== 'nonce' || !annaSees) throw new Error('attack')
  const wanted = cut(annaSees, bits)
  for (let round = 0; round < tries; round += 1) {
    const nonce = random(32)
    const probe = module.createSasRun(hBen, true, nonce)
    await probe.begin()
    const { result } = await probe.receive(send)
    if (!result || cut(result, bits) !== wanted) continue
    const end = await ben.receive({ step: 'reveal', value: nonce })
    if (end.failed) return 'refused'
    return end.result && cut(end.result, bits) === wanted ? 'match' : 'differ'
  }
  return 'differ'
}

test('the commitment refuses a man in the middle who chooses a nonce after seeing the other', async () => {
  for (let round = 0; round < 5; round += 1)
    expect(await attack({ createSasRun } as Module, 6, 2_000)).toBe('refused')
})

test('without the check of the commitment the same man in the middle succeeds', async () => {
  const source = readFileSync(join(import.meta.dir, 'sas.ts'), 'utf8')
  const line = /^.*equalBytes\(await commitmentOf.*\n/m
  expect(source).toMatch(line)
  const folder = mkdtempSync(join(import.meta.dir, '.mutant-'))
  try {
    const moved = source.replace(line, '').replaceAll("'../../", "'../../../").replaceAll("'./", "'../")
    writeFileSync(join(folder, 'sas.ts'), moved)
    const mutant = (await import(join(folder, 'sas.ts'))) as Module
    for (let round = 0; round < 5; round += 1) expect(await attack(mutant, 6, 2_000)).toBe('match')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('two handshakes joined by a man in the middle show matching strings only by chance', async () => {
  // 10 bits of the string match once in 1,024. More than 6 matches in 600 runs have a probability of about one in a hundred thousand.
  let matches = 0
  for (let round = 0; round < 600; round += 1) {
    const [toAnna, toBen] = [random(32), random(32)]
    const show = async (h: Uint8Array): Promise<Sas | undefined> => {
      const [first, second] = [createSasRun(h, true, random(32)), createSasRun(h, false, random(32))]
      return (await talk(first, second, first))[0]
    }
    const [anna, ben] = [await show(toAnna), await show(toBen)]
    if (anna && ben && cut(anna, 10) === cut(ben, 10)) matches += 1
  }
  expect(matches).toBeLessThan(7)
})

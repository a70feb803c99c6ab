/** A truncated export, and a passphrase that two keyboards encode differently. */
import { expect, test } from 'bun:test'
import { sha256 } from '../../base/sha256.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import { createSeededRandom } from '../platform/random.ts'
import { openFile, sealFile } from './export-file.ts'

/** The bytes decide, as with the real one; it takes no time. */
const argon2: Argon2 = async (password, salt) => sha256(new Uint8Array([...password, ...salt]))
const random = createSeededRandom(1)

test('a truncated export is reported as such, wherever it was cut', async () => {
  const file = await sealFile({ argon2, random }, 'open sesame', ['a session'])
  for (const length of [30, 60, 120, file.length - 1])
    expect(await openFile({ argon2 }, 'open sesame', file.slice(0, length))).toEqual({
      ok: false,
      error: 'cut',
    })
  for (const other of ['', '{', '{"inviso":"other', 'hello', `${file}x`])
    expect(await openFile({ argon2 }, 'open sesame', other)).toEqual({ ok: false, error: 'not_a_file' })
})

test('composed and decomposed, narrow and wide forms of a passphrase are equal', async () => {
  const file = await sealFile({ argon2, random }, 'Zoë Å ＡＢ', [1])
  for (const typed of ['Zoe\u0308 A\u030a AB', 'Zo\u00eb \u212b AB'])
    expect(await openFile({ argon2 }, typed, file)).toEqual({ ok: true, value: [1] })
  expect(await openFile({ argon2 }, 'Zoe A AB', file)).toEqual({ ok: false, error: 'wrong' })
})

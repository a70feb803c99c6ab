/** Regenerates vectors.json; only for a change of the protocol, after which the verifier must agree again. `bun tests/golden/make.ts` */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GOLDEN_MODES, goldenCase } from './golden.ts'

const handshakes = []
for (const mode of GOLDEN_MODES) handshakes.push(await goldenCase(mode))
const note =
  'Frozen outputs of the exact combination that the app uses; docs/CRYPTOGRAPHY.md says how each is made, verify.py recomputes them.'
writeFileSync(join(import.meta.dir, 'vectors.json'), `${JSON.stringify({ note, handshakes }, null, 1)}\n`)

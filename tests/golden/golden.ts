/** Computes one golden case with the app's own code: from its inputs to every output that must never change. */
import { RECORD_CONFIRM, RECORD_LAST, RECORD_MORE } from '../../protocol/frame.ts'
import { createCpaceShare, wordsToPassword } from '../../web/crypto/cpace.ts'
import { createHandshake } from '../../web/crypto/handshake.ts'
import type { HandshakeInput, HandshakeResult } from '../../web/crypto/handshake.types.ts'
import { agree, decodeHello, type Mode, prologueOf, pskOf, ridOf } from '../../web/crypto/hello.ts'
import { lp } from '../../web/crypto/length-prefix.ts'
import { scriptMlKem768 } from '../../web/crypto/noise/script-kem.ts'
import { keyPairOf } from '../../web/crypto/noise/x25519.ts'
import { sha256, sha512 } from '../../web/crypto/primitives.ts'
import { CONTENT_BYTES_MAX, createSealer } from '../../web/crypto/records.ts'
import { answerRekey, beginRekey } from '../../web/crypto/rekey-handshake.ts'
import { createSasRun, type SasMessage } from '../../web/crypto/sas.ts'
import { hex } from '../harness/attackers/vectors.ts'

type Text = Readonly<Record<string, string>>
export interface GoldenCase {
  readonly mode: Mode
  readonly [field: string]: unknown
}

/** Deterministic bytes for a name, up to 64. */
const seeded = async (name: string, length: number): Promise<Uint8Array> =>
  (await sha512(new TextEncoder().encode(`golden ${name}`))).slice(0, length)

/** Returns the prepared values in order. */
function queue(...values: readonly Uint8Array[]): (length: number) => Uint8Array {
  const left = [...values]
  return (length) => {
    const next = left.shift()
    if (next?.length !== length) throw new Error(`golden: asked for ${length} bytes`)
    return next.slice()
  }
}

interface Plan {
  readonly mode: Mode
  readonly secrets: HandshakeInput['secrets']
  readonly hostSecrets: HandshakeInput['secrets']
  readonly resumes: readonly (readonly Uint8Array[])[]
  readonly pinned: boolean
}

async function planOf(mode: Mode): Promise<Plan> {
  const link = await seeded('link secret', 32)
  const code = new TextEncoder().encode('482913')
  const plain = { link, code }
  const none = { secrets: {}, hostSecrets: {}, resumes: [[], []], pinned: true }
  const first = { resumes: [[], []], pinned: false }
  switch (mode) {
    case 'link':
      return { mode, secrets: { link }, hostSecrets: plain, ...first }
    case 'code':
      return { mode, secrets: { code }, hostSecrets: plain, ...first }
    case 'words':
      return {
        mode,
        secrets: { words: 'Otter  velvet' },
        hostSecrets: { link, words: 'otter velvet' },
        ...first,
      }
    case 'resume': {
      const [older, newer] = [await seeded('resume older', 32), await seeded('resume newer', 32)]
      return {
        mode,
        ...none,
        resumes: [
          [newer, older],
          [older, newer],
        ],
      }
    }
    case 'pinned':
      return { mode, ...none, resumes: [[await seeded('resume lost', 32)], []] }
  }
}

async function sasCase(paired: HandshakeResult, mode: string): Promise<unknown> {
  const [nI, nR] = [await seeded(`${mode} nI`, 32), await seeded(`${mode} nR`, 32)]
  const [first, second] = [createSasRun(paired.h, true, nI), createSasRun(paired.h, false, nR)]
  const commit = (await first.begin()) as Extract<SasMessage, { value: Uint8Array }>
  const answer = await second.receive(commit)
  const reveal = answer.send && (await first.receive(answer.send))
  const end = reveal?.send && (await second.receive(reveal.send))
  if (JSON.stringify(end?.result) !== JSON.stringify(reveal?.result)) throw new Error('golden: sas')
  return { nI: hex(nI), nR: hex(nR), commit: hex(commit.value), ...reveal?.result }
}

async function rekeyCase(paired: HandshakeResult, mode: string): Promise<unknown> {
  const [eI, eR] = [await seeded(`${mode} renewal eI`, 32), await seeded(`${mode} renewal eR`, 32)]
  const [seed, m] = [await seeded(`${mode} renewal kem seed`, 64), await seeded(`${mode} renewal kem m`, 32)]
  const { h, renew } = paired
  const first = await beginRekey({ h, renew, random: queue(eI), kem: scriptMlKem768(queue(seed)) })
  const second = await answerRekey(
    { h, renew, random: queue(eR), kem: scriptMlKem768(queue(m)) },
    first.message,
  )
  if (!second.ok) throw new Error(second.error)
  const end = await first.finish(second.value.answer)
  if (!end.ok) throw new Error(end.error)
  const made = end.value
  if (hex(made.sendKey) !== hex(second.value.rekeyed.receiveKey)) throw new Error('golden: rekey')
  return {
    eI: hex(eI),
    eR: hex(eR),
    kemSeed: hex(seed),
    kemRandom: hex(m),
    message1: hex(first.message),
    message2: hex(second.value.answer),
    h: hex(made.h),
    k1: hex(made.sendKey),
    k2: hex(made.receiveKey),
    resume: hex(made.resume),
    renew: hex(made.renew),
  }
}

/** Records with contents at bucket boundaries and counters at key boundaries. */
async function recordsCase(paired: HandshakeResult, mode: Mode): Promise<unknown[]> {
  const sealers = { I: createSealer(paired.sendKey.slice()), R: createSealer(paired.receiveKey.slice()) }
  const sizes: Readonly<Record<number, number>> = {
    0: 0,
    1: 45,
    2: 46,
    3: 237,
    4: 238,
    5: 1_005,
    63: 7,
    64: 8,
    65: 9,
    128: 10,
    200: 300,
  }
  if (mode === 'link') Object.assign(sizes, { 6: CONTENT_BYTES_MAX, 7: 1_006, 8: 4_077 })
  const records: unknown[] = []
  for (const from of ['I', 'R'] as const)
    for (let n = 0; n <= 200; n += 1) {
      const length = sizes[n] ?? 1
      const content = Uint8Array.from({ length }, (_, at) => (at * 31 + n * 7 + length) & 0xff)
      const kind = n === 0 ? RECORD_CONFIRM : length === CONTENT_BYTES_MAX ? RECORD_MORE : RECORD_LAST
      const frame = await sealers[from].seal(kind, content)
      if (n in sizes)
        records.push({ from, n, kind: hex(Uint8Array.of(kind)), content: hex(content), frame: hex(frame) })
    }
  return records
}

export async function goldenCase(mode: Mode): Promise<GoldenCase> {
  const plan = await planOf(mode)
  const roomId = `golden-room-${mode}`
  const value = (name: string, length = 32) => seeded(`${mode} ${name}`, length)
  const [sI, sR, eI, eR, fpI, fpR] = await Promise.all(
    ['sI', 'sR', 'eI', 'eR', 'fpI', 'fpR'].map((name) => value(name)),
  )
  const [kemSeed, kemRandom] = [await value('kem seed', 64), await value('kem m')]
  const [ya, yb] = [await value('ya'), await value('yb')]
  if (!sI || !sR || !eI || !eR || !fpI || !fpR) throw new Error('golden: values')
  const [selfI, selfR] = [await keyPairOf(sI), await keyPairOf(sR)]
  const words = mode === 'words'
  // The side with the lower nonce begins: the host in two of the cases.
  const hostBegins = mode === 'code' || mode === 'resume'
  const nonces = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)] as const
  const side = (initiator: boolean) =>
    createHandshake({
      role: initiator === hostBegins ? 'host' : 'guest',
      roomId,
      secrets: initiator === hostBegins ? plan.hostSecrets : plan.secrets,
      resumes: plan.resumes[initiator ? 0 : 1] ?? [],
      self: initiator ? selfI : selfR,
      pinned: plan.pinned ? (initiator ? selfR : selfI).public : null,
      fingerprints: initiator ? { own: fpI, theirs: fpR } : { own: fpR, theirs: fpI },
      random: queue(nonces[initiator ? 0 : 1], ...(words ? [initiator ? ya : yb] : []), initiator ? eI : eR),
      takeGuess: async () => true,
      kem: scriptMlKem768(queue(initiator ? kemSeed : kemRandom)),
    })
  const [first, second] = [await side(true), await side(false)]
  const messages: Uint8Array[] = []
  const paired: HandshakeResult[] = []
  const pass = async (to: typeof first, frame: Uint8Array, back: typeof first): Promise<void> => {
    const step = await to.receive(frame)
    if (step.kind === 'failed') throw new Error(`golden: ${step.why}`)
    if (step.kind === 'done') paired.push(step.paired)
    if (!step.send) return
    messages.push(step.send.slice(1))
    await pass(back, step.send, to)
  }
  await pass(second, first.hello, first)
  await pass(first, second.hello, second)
  const [mine, theirs] = paired[0]?.initiator ? [paired[0], paired[1]] : [paired[1], paired[0]]
  if (!mine || !theirs || hex(mine.h) !== hex(theirs.h)) throw new Error('golden: handshake')
  const [helloI, helloR] = [first.hello.slice(1), second.hello.slice(1)]
  const binding = {
    roomId,
    mode,
    helloInitiator: helloI,
    helloResponder: helloR,
    fpInitiator: fpI,
    fpResponder: fpR,
  }
  const prologue = prologueOf(binding)
  const [decodedI, decodedR] = [decodeHello(helloI), decodeHello(helloR)]
  const agreed = decodedI.ok && decodedR.ok ? agree(decodedI.value, decodedR.value) : null
  let secret =
    mode === 'words' || mode === 'pinned' ? new Uint8Array(32) : plan.secrets[mode as 'link' | 'code']
  if (mode === 'resume') secret = plan.resumes[0]?.[0]
  const cpace: Text = {}
  if (words) {
    const sid = (await sha256(lp('inviso/1 cpace sid', helloI, helloR))).slice(0, 16)
    const share = await createCpaceShare(wordsToPassword('otter velvet'), prologue, sid, ya.slice())
    const [Ya, Yb] = messages.splice(0, 2)
    if (!Ya || !Yb || hex(Ya) !== hex(share.share)) throw new Error('golden: cpace')
    const isk = await share.finish({ initiator: true, theirs: Yb, adInitiator: fpI, adResponder: fpR })
    if (!isk) throw new Error('golden: isk')
    secret = isk
    Object.assign(cpace, {
      words: 'Otter  velvet',
      ya: hex(ya),
      yb: hex(yb),
      Ya: hex(Ya),
      Yb: hex(Yb),
      isk: hex(isk),
    })
  }
  if (!secret || messages.length !== 3) throw new Error('golden: messages')
  const psk = await pskOf(secret, roomId, mode)
  return {
    mode,
    agreed: agreed?.kind === 'mode' ? agreed.mode : agreed?.kind,
    roomId,
    ...(words ? cpace : { secret: hex(secret) }),
    helloI: hex(helloI),
    helloR: hex(helloR),
    ...Object.fromEntries(
      Object.entries({ fpI, fpR, sI, sR, eI, eR, kemSeed, kemRandom }).map(([name, bytes]) => [
        name,
        hex(bytes),
      ]),
    ),
    prologue: hex(prologue),
    psk: hex(psk),
    ...Object.fromEntries(messages.map((message, at) => [`message${at + 1}`, hex(message)])),
    h: hex(mine.h),
    k1: hex(mine.sendKey),
    k2: hex(mine.receiveKey),
    resume: hex(mine.resume),
    renew: hex(mine.renew),
    rid: hex(await ridOf(mine.resume)),
    records: await recordsCase(mine, mode),
    sas: await sasCase(mine, mode),
    renewal: await rekeyCase(mine, mode),
  }
}

export const GOLDEN_MODES: readonly Mode[] = ['link', 'words', 'code', 'resume', 'pinned']

/** The safety check of one session: runs it inside the channel, shows the string, takes the answers and counts exposed strings. */
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { createSerialQueue } from '../../../base/serial-queue.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import { createSasRun, SAS_NONCE_BYTES, type SasMessage, type SasRun } from '../../crypto/sas.ts'
import type { Random } from '../../platform/random.ts'
import type { CheckState } from '../conversation/conversation.model.ts'
import type { SessionKeys } from '../sessions/session-keys.ts'
import { CUT_CHECKS_MAX } from '../sessions/session-record.ts'

type CheckMessage = Extract<PeerMessage, { t: 'check' }>

/** The result of a run: the peer waits for this person to open it, somebody answered, or the peer broke the rules. */
export type CheckAnswer = 'asked' | 'matched' | 'they_matched' | 'mismatch' | 'their_mismatch' | 'cheated'

export interface SafetyCheck {
  /** The person opened the safety check. */
  readonly begin: () => void
  readonly received: (message: CheckMessage) => void
  readonly match: () => void
  readonly mismatch: () => void
  /** A channel opened: a run belongs to exactly one. `h`: its handshake hash. */
  readonly opened: (h: Uint8Array, initiator: boolean) => void
  readonly lost: () => void
}

export interface SafetyCheckPorts {
  readonly random: Random
  readonly keys: Pick<SessionKeys, 'keys' | 'checkExposed' | 'setTrust'>
  readonly send: (message: PeerMessage) => void
}

export interface SafetyCheckEvents {
  readonly state: (state: CheckState) => void
  readonly answer: (answer: CheckAnswer) => void
}

type Run =
  | { readonly kind: 'none' }
  /** This person has not opened the check: the peer's first message waits, and nothing that exposes the string is sent. */
  | { readonly kind: 'unopened'; readonly sas: SasRun; readonly waiting: SasMessage | null }
  | { readonly kind: 'open'; readonly sas: SasRun }

/** Null for a person's answer, and for a nonce of the wrong length. */
function toSasMessage({ step, value }: CheckMessage): SasMessage | null {
  if (step === 'ask') return { step }
  if (step === 'match' || step === 'mismatch') return null
  const bytes = value === undefined ? null : base64urlToBytes(value)
  return bytes?.length === SAS_NONCE_BYTES ? { step, value: bytes } : null
}

const toCheckMessage = (message: SasMessage): CheckMessage =>
  message.step === 'ask'
    ? { t: 'check', step: 'ask' }
    : { t: 'check', step: message.step, value: bytesToBase64url(message.value) }

/** True for a message from which the other side can compute the string. */
const exposes = ({ step }: SasMessage): boolean => step === 'nonce' || step === 'reveal'

/** Takes one step of a run that this person opened; `isCurrent` returns false once the channel is lost. */
async function takeStep(
  { keys, send }: SafetyCheckPorts,
  sas: SasRun,
  message: SasMessage | null,
  isCurrent: () => boolean,
): Promise<CheckState | 'cheated' | null> {
  const answer = message ? await sas.receive(message) : { failed: true as const }
  if (!isCurrent()) return null
  if (answer.failed) return 'cheated'
  if (answer.send && exposes(answer.send)) {
    // Counted before sending: if the page is killed right after, the exposed string must still count.
    const counted = await keys.checkExposed().then(
      () => true,
      () => false,
    )
    if (!isCurrent()) return null
    if (!counted) return { kind: 'not_stored' }
  }
  if (answer.send) send(toCheckMessage(answer.send))
  return answer.result ? { kind: 'compare', ...answer.result } : null
}

/** Stores the answer, then sends it: an answer that this device could forget must not reach the peer. */
function storeMatch({ keys, send }: SafetyCheckPorts): Promise<CheckState> {
  return keys.setTrust('sas').then(
    () => {
      send({ t: 'check', step: 'match' })
      return { kind: 'off' }
    },
    () => ({ kind: 'not_stored' }),
  )
}

export function createSafetyCheck(ports: SafetyCheckPorts, on: SafetyCheckEvents): SafetyCheck {
  const { keys, send } = ports
  const work = createSerialQueue()
  let run: Run = { kind: 'none' }
  let state: CheckState = { kind: 'off' }
  const show = (next: CheckState): void => {
    state = next
    on.state(next)
  }
  const isBlocked = (): boolean => (keys.keys()?.cutChecks ?? 0) >= CUT_CHECKS_MAX
  const end = (shown: CheckState): void => {
    run = { kind: 'none' }
    show(isBlocked() ? { kind: 'blocked' } : shown)
  }
  const cheated = (): void => {
    end({ kind: 'off' })
    on.answer('cheated')
  }
  const isOpen = (sas: SasRun): boolean => run.kind === 'open' && run.sas === sas
  /** Runs `act` after earlier steps, unless the channel was lost meanwhile; a step that throws ends only its own run. */
  const inOrder = (sas: SasRun, act: () => Promise<void>): void =>
    void work
      .run(async () => (isOpen(sas) ? act() : undefined))
      .catch(() => (isOpen(sas) ? end({ kind: 'off' }) : undefined))
  const receive = (sas: SasRun, message: SasMessage | null): void =>
    inOrder(sas, async () => {
      const next = await takeStep(ports, sas, message, () => isOpen(sas))
      if (next === 'cheated') return cheated()
      if (next?.kind === 'not_stored') run = { kind: 'none' }
      if (next) show(next)
    })
  const receiveUnopened = (now: Extract<Run, { kind: 'unopened' }>, message: SasMessage | null): void => {
    if (isBlocked()) return
    // The protocol does not let the peer continue without an answer, so this one cheats.
    if (now.waiting || !message) return cheated()
    run = { ...now, waiting: message }
    on.answer('asked')
  }
  return {
    begin() {
      if (run.kind !== 'unopened') return
      if (isBlocked()) return show({ kind: 'blocked' })
      const { sas, waiting } = run
      run = { kind: 'open', sas }
      show({ kind: 'waiting' })
      if (waiting) return receive(sas, waiting)
      inOrder(sas, async () => {
        const first = await sas.begin()
        if (first) send(toCheckMessage(first))
      })
    },
    received(message) {
      if (message.step === 'match' || message.step === 'mismatch') {
        // An answer without a string is ignored.
        if (run.kind === 'none' || !run.sas.exposed()) return
        return on.answer(message.step === 'match' ? 'they_matched' : 'their_mismatch')
      }
      if (run.kind === 'open') receive(run.sas, toSasMessage(message))
      else if (run.kind === 'unopened') receiveUnopened(run, toSasMessage(message))
    },
    match() {
      if (state.kind !== 'compare') return
      void storeMatch(ports).then((next) => {
        if (next.kind === 'off') on.answer('matched')
        show(next)
      })
    },
    mismatch() {
      if (state.kind !== 'compare') return
      send({ t: 'check', step: 'mismatch' })
      on.answer('mismatch')
    },
    opened(h, initiator) {
      const sas = createSasRun(h, initiator, ports.random.bytes(SAS_NONCE_BYTES))
      run = { kind: 'unopened', sas, waiting: null }
      show(isBlocked() ? { kind: 'blocked' } : { kind: 'idle' })
    },
    lost: () => end({ kind: 'off' }),
  }
}

/** The safety check of one session: the run inside the channel, what both people see, what they answer, and how often it was cut off. */
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { createSerialQueue } from '../../../base/serial-queue.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import { createSasRun, SAS_NONCE_BYTES, type SasMessage, type SasRun } from '../../crypto/sas.ts'
import type { Random } from '../../platform/random.ts'
import type { CheckState } from '../conversation/conversation.model.ts'
import type { KeyRing } from '../sessions/session-keys.ts'
import { CUT_CHECKS_MAX } from '../sessions/session-record.ts'

type CheckMessage = Extract<PeerMessage, { t: 'check' }>

/** What became of a run: this person's answer, the peer's, or that the peer broke the rules of the run. */
export type CheckAnswer = 'matched' | 'they_matched' | 'mismatch' | 'their_mismatch' | 'cheated'

export interface SafetyCheck {
  /** The person opened the safety check. */
  readonly begin: () => void
  readonly received: (message: CheckMessage) => void
  readonly match: () => void
  readonly mismatch: () => void
  /** A channel opened: a run belongs to exactly one. */
  readonly opened: (h: Uint8Array, initiator: boolean) => void
  readonly lost: () => void
}

export function createSafetyCheck(
  ports: { readonly random: Random; readonly ring: KeyRing; readonly send: (message: PeerMessage) => void },
  on: {
    readonly state: (state: CheckState) => void
    readonly answer: (answer: CheckAnswer) => void
  },
): SafetyCheck {
  const { ring } = ports
  let run: SasRun | null = null
  let answered = false
  /** The person opened the check over this channel. */
  let begun = false
  let state: CheckState = { kind: 'off' }
  const work = createSerialQueue()
  const show = (next: CheckState): void => {
    state = next
    on.state(next)
  }
  const blocked = (): boolean => (ring.keys()?.cutChecks ?? 0) >= CUT_CHECKS_MAX
  const say = (message: SasMessage): void =>
    ports.send(
      message.step === 'ask'
        ? { t: 'check', step: 'ask' }
        : { t: 'check', step: message.step, value: bytesToBase64url(message.value) },
    )
  const inOrder = (act: (now: SasRun) => Promise<void>): void => {
    const now = run
    if (!now) return
    work
      .run(async () => {
        if (run === now) await act(now)
      })
      .catch(() => {
        // A step that throws ends its run; the next run must not wait for it.
        if (run === now) end()
      })
  }
  const toRun = ({ step, value }: CheckMessage): SasMessage | null => {
    if (step === 'ask') return { step }
    if (step === 'match' || step === 'mismatch') return null
    const bytes = value === undefined ? null : base64urlToBytes(value)
    return bytes?.length === SAS_NONCE_BYTES ? { step, value: bytes } : null
  }
  /** Ends the run; one that was cut off after the reveal and before an answer counts, for a middle could do that on purpose. */
  const end = (): void => {
    // Who never opened the check compared nothing, and was cheated of nothing.
    const cut = begun && run?.exposed() === true && !answered
    run = null
    begun = false
    if (cut)
      ring.checkCut().then(
        () => (blocked() ? show({ kind: 'blocked' }) : undefined),
        () => show({ kind: 'blocked' }),
      )
    show(blocked() ? { kind: 'blocked' } : { kind: 'off' })
  }

  return {
    begin() {
      if (blocked()) return show({ kind: 'blocked' })
      begun = true
      if (!run || state.kind === 'compare') return
      show({ kind: 'waiting' })
      inOrder(async (now) => {
        const first = await now.begin()
        if (first) say(first)
      })
    },
    received(message) {
      // An answer without a run to answer is no answer.
      if (message.step === 'match') return run?.exposed() ? on.answer('they_matched') : undefined
      if (message.step === 'mismatch') return run?.exposed() ? on.answer('their_mismatch') : undefined
      if (blocked()) return
      inOrder(async (now) => {
        const said = toRun(message)
        const answer = said ? await now.receive(said) : { failed: true as const }
        if (run !== now) return
        if (answer.failed) {
          end()
          return on.answer('cheated')
        }
        if (answer.send) say(answer.send)
        if (answer.result) show({ kind: 'compare', ...answer.result })
        else if (state.kind === 'idle') show({ kind: 'waiting' })
      })
    },
    match() {
      if (state.kind !== 'compare') return
      answered = true
      ports.send({ t: 'check', step: 'match' })
      ring.setTrust('sas').then(
        () => on.answer('matched'),
        () => {},
      )
      show({ kind: 'off' })
    },
    mismatch() {
      if (state.kind !== 'compare') return
      answered = true
      ports.send({ t: 'check', step: 'mismatch' })
      on.answer('mismatch')
    },
    opened(h, initiator) {
      // A second link may take the first one's place: what was cut off by that counts all the same.
      if (run) end()
      run = createSasRun(h, initiator, ports.random.bytes(SAS_NONCE_BYTES))
      answered = false
      show(blocked() ? { kind: 'blocked' } : { kind: 'idle' })
    },
    lost: end,
  }
}

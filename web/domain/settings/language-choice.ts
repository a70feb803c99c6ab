/** Which language the person chose; kept unsealed, because the locked screen speaks it too. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Kv } from '../../platform/storage/kv.ts'

const LANGUAGE_KEY = 'language.v1'

export interface LanguageChoice {
  /** Null: the system's. */
  readonly chosen: ReadonlySignal<string | null>
  /** False when the language could not be loaded; then nothing changed. */
  readonly choose: (tag: string | null) => Promise<boolean>
}

/** `ready` when what was chosen is spoken, or cannot be. */
export function createLanguageChoice(
  kv: Promise<Kv>,
  speak: (tag: string | null) => Promise<boolean>,
): LanguageChoice & { readonly ready: Promise<unknown> } {
  const chosen = signal<string | null>(null)
  const load = async (): Promise<unknown> => {
    const kept = await (await kv).get(LANGUAGE_KEY)
    if (kept.ok && typeof kept.value === 'string') chosen.value = kept.value
    return speak(chosen.value)
  }
  return {
    chosen,
    ready: load(),
    async choose(tag) {
      if (!(await speak(tag))) return false
      chosen.value = tag
      // What cannot be kept is spoken until the page is closed; a banner says that nothing is kept.
      await (await kv).set(LANGUAGE_KEY, tag)
      return true
    },
  }
}

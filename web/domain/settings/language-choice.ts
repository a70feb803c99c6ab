/** The language the person chose; stored unsealed, because the locked screen needs it too. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Kv } from '../../platform/storage/kv.ts'

const LANGUAGE_KEY = 'language.v1'

export interface LanguageChoice {
  /** BCP 47 tag; null for the system's language. */
  readonly chosen: ReadonlySignal<string | null>
  /** Resolves to false when the language could not be loaded; then nothing changes. */
  readonly choose: (tag: string | null) => Promise<boolean>
}

/** `ready` resolves once the chosen language is in use, or failed to load. */
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
      // If it cannot be stored, the choice lasts until the page closes; a banner says that nothing is kept.
      await (await kv).set(LANGUAGE_KEY, tag)
      return true
    },
  }
}

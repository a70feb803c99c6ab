/** The language the person chose; stored unsealed, because the locked screen needs it too. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { err, type Result } from '../../../base/result.ts'
import type { Kv } from '../../platform/storage/kv.ts'

const LANGUAGE_KEY = 'language.v1'

export interface LanguageChoice {
  /** BCP 47 tag; null for the system's language. */
  readonly chosen: ReadonlySignal<string | null>
  /** Error: the language could not be loaded, or the choice not stored; then nothing changes. */
  readonly choose: (tag: string | null) => Promise<Result<void, 'not_loaded' | 'storage_failed'>>
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
      if (!(await speak(tag))) return err('not_loaded')
      const kept = await (await kv).set(LANGUAGE_KEY, tag)
      if (kept.ok) chosen.value = tag
      // The one before is loaded already, so this cannot fail.
      else await speak(chosen.value)
      return kept
    },
  }
}

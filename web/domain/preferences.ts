/** How the app looks to this person, and whether its first words were read: beside the sessions, in the vault. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Settings, SettingsStore } from './settings.ts'

export type Appearance = NonNullable<Settings['appearance']>

export interface Preferences {
  /** Null while nothing was chosen, or nothing is known because the app is locked. */
  readonly appearance: ReadonlySignal<Appearance | null>
  /** False when it could not be kept. */
  readonly setAppearance: (appearance: Appearance) => Promise<boolean>
  /** The first words were read or put away. */
  readonly welcomed: ReadonlySignal<boolean>
  readonly endWelcome: () => void
}

export const createPreferences = (settings: SettingsStore): Preferences => ({
  appearance: computed(() => settings.now.value.appearance),
  setAppearance: (appearance) => settings.change({ appearance }),
  welcomed: computed(() => settings.now.value.welcomed),
  endWelcome: () => void settings.change({ welcomed: true }),
})

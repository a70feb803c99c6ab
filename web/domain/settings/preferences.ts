/** How the app looks to this person, what it shows of them, and whether its first words were read: beside the sessions, in the vault. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Settings, SettingsStore } from './settings-store.ts'

export type Appearance = NonNullable<Settings['appearance']>

export interface Preferences {
  /** Null while nothing was chosen, or nothing is known because the app is locked. */
  readonly appearance: ReadonlySignal<Appearance | null>
  /** False when it could not be kept. */
  readonly setAppearance: (appearance: Appearance) => Promise<boolean>
  /** Typing and reading are shown to each other, where the other person wants it too. */
  readonly showSigns: ReadonlySignal<boolean>
  readonly setShowSigns: (shown: boolean) => Promise<void>
  /** Messages are masked until they are held. */
  readonly hideMessages: ReadonlySignal<boolean>
  readonly setHideMessages: (hidden: boolean) => Promise<void>
  /** The first words were read or put away. */
  readonly welcomed: ReadonlySignal<boolean>
  readonly endWelcome: () => void
}

export const createPreferences = (settings: SettingsStore, tellSigns: () => void): Preferences => ({
  showSigns: computed(() => settings.now.value.showSigns),
  async setShowSigns(showSigns) {
    await settings.change({ showSigns })
    tellSigns()
  },
  hideMessages: computed(() => settings.now.value.hideMessages),
  async setHideMessages(hideMessages) {
    await settings.change({ hideMessages })
  },
  appearance: computed(() => settings.now.value.appearance),
  setAppearance: (appearance) => settings.change({ appearance }),
  welcomed: computed(() => settings.now.value.welcomed),
  endWelcome: () => void settings.change({ welcomed: true }),
})

/** Appearance, privacy choices and whether the welcome was dismissed, stored in the vault. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Settings, SettingsStore } from './settings-store.ts'

export type Appearance = NonNullable<Settings['appearance']>

export interface Preferences {
  /** Null while nothing was chosen, or while the app is locked. */
  readonly appearance: ReadonlySignal<Appearance | null>
  /** Resolves to false when it could not be stored. */
  readonly setAppearance: (appearance: Appearance) => Promise<boolean>
  /** Whether typing and read receipts are exchanged, if the other person also wants it. */
  readonly showSigns: ReadonlySignal<boolean>
  readonly setShowSigns: (shown: boolean) => Promise<void>
  /** Whether messages are masked until the person holds one down. */
  readonly hideMessages: ReadonlySignal<boolean>
  readonly setHideMessages: (hidden: boolean) => Promise<void>
  /** Whether the welcome was read or dismissed. */
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

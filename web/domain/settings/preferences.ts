/** Appearance and privacy choices, stored in the vault. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { SettingKept, Settings, SettingsStore } from './settings-store.ts'

export type ChosenAppearance = NonNullable<Settings['appearance']>

export interface Preferences {
  /** Null while nothing was chosen, or while the app is locked. */
  readonly appearance: ReadonlySignal<ChosenAppearance | null>
  readonly setAppearance: (appearance: ChosenAppearance) => SettingKept
  /** Whether typing and read receipts are exchanged, if the other person also wants it. */
  readonly showSigns: ReadonlySignal<boolean>
  readonly setShowSigns: (shown: boolean) => SettingKept
  /** Whether messages are masked until the person holds one down. */
  readonly hideMessages: ReadonlySignal<boolean>
  readonly setHideMessages: (hidden: boolean) => SettingKept
  /** Whether the cover comes up whenever the window loses the focus. */
  readonly coverOnBlur: ReadonlySignal<boolean>
  readonly setCoverOnBlur: (covered: boolean) => SettingKept
  /** Whether messages sound, or vibrate, while the app is in front. */
  readonly sounds: ReadonlySignal<boolean>
  readonly setSounds: (on: boolean) => SettingKept
  /** Width of the list beside a chat, CSS pixels. */
  readonly listWidth: ReadonlySignal<number>
  readonly setListWidth: (width: number) => SettingKept
}

export const createPreferences = (settings: SettingsStore, tellSigns: () => void): Preferences => ({
  showSigns: computed(() => settings.now.value.showSigns),
  async setShowSigns(showSigns) {
    const kept = await settings.change({ showSigns })
    if (kept.ok) tellSigns()
    return kept
  },
  hideMessages: computed(() => settings.now.value.hideMessages),
  setHideMessages: (hideMessages) => settings.change({ hideMessages }),
  coverOnBlur: computed(() => settings.now.value.coverOnBlur),
  setCoverOnBlur: (coverOnBlur) => settings.change({ coverOnBlur }),
  sounds: computed(() => settings.now.value.sounds),
  setSounds: (sounds) => settings.change({ sounds }),
  listWidth: computed(() => settings.now.value.listWidth),
  setListWidth: (listWidth) => settings.change({ listWidth }),
  appearance: computed(() => settings.now.value.appearance),
  setAppearance: (appearance) => settings.change({ appearance }),
})

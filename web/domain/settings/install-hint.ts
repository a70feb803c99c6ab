/** Whether and how the app can be installed here. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Page } from '../../platform/page/page.ts'
import type { SettingKept, SettingsStore } from './settings-store.ts'

export type InstallHint =
  | { readonly kind: 'installed' }
  | { readonly kind: 'ios-safari'; readonly version: number }
  | { readonly kind: 'ios-other' }
  | { readonly kind: 'promptable' }
  | { readonly kind: 'other' }

export interface Install {
  readonly hint: ReadonlySignal<InstallHint>
  /** Shows the browser's own install prompt, where there is one. */
  readonly prompt: () => Promise<void>
  readonly dismissed: ReadonlySignal<boolean>
  readonly dismiss: () => SettingKept
}

export const createInstallHint = (page: Page, settings: SettingsStore): Install => ({
  hint: computed(() => (page.standalone() ? { kind: 'installed' } : page.browserKind())),
  prompt: page.promptInstall,
  dismissed: computed(() => settings.now.value.installDismissed),
  dismiss: () => settings.change({ installDismissed: true }),
})

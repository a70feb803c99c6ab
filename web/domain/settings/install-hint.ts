/** Whether and how the app can be installed here. */
import { computed } from '@preact/signals'
import type { Page } from '../../platform/page/page.ts'
import type { App } from '../app/app.ts'
import type { SettingsStore } from './settings-store.ts'

export const createInstall = (page: Page, settings: SettingsStore): App['install'] => ({
  hint: computed(() => (page.standalone() ? { kind: 'installed' } : page.browserKind())),
  prompt: page.promptInstall,
  dismissed: computed(() => settings.now.value.installDismissed),
  dismiss: () => void settings.change({ installDismissed: true }),
})

/** Settings: privacy, server, diagnostics, install, about, and the way to erase everything. */
import { ChevronLeft, ChevronRight } from 'lucide-preact'
import type { ComponentChildren, ComponentType } from 'preact'
import { phrases } from '../../i18n/phrases/app.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { Switch } from '../../ui/controls/Fields.tsx'
import { shrinkTitle } from '../../ui/theme/large-title.ts'
import { EraseAllDialog } from '../lock/EraseAllDialog.tsx'
import { LockSettings } from '../lock/LockSettings.tsx'
import { useKept } from '../use-kept.ts'
import { type SettingsPage, useView } from '../view-context.ts'
import { AboutPage } from './AboutPage.tsx'
import { AppearancePage } from './AppearancePage.tsx'
import { DiagnosticsPage } from './DiagnosticsPage.tsx'
import { ExportSettings } from './ExportSettings.tsx'
import { IdentitiesPage } from './IdentitiesPage.tsx'
import { InstallPage } from './InstallPage.tsx'
import { ServerPage } from './ServerPage.tsx'
import { ServerRecordPage } from './ServerRecordPage.tsx'
import '../../ui/controls/list.css'
import './settings.css'

function Go({ page, children }: { readonly page: SettingsPage; readonly children: ComponentChildren }) {
  const { navigation } = useView()
  return (
    <li>
      <button type="button" class="list-row" onClick={() => navigation.push({ kind: 'settings', page })}>
        <span>{children}</span>
        <ChevronRight size={18} aria-hidden="true" class="mirrored quiet" />
      </button>
    </li>
  )
}

function Home() {
  const { app } = useView()
  const keep = useKept()
  return (
    <div class="stack">
      <LockSettings />
      <section>
        <h2 class="group-title">{settingsPhrases.privacy}</h2>
        <div class="group padded">
          <Switch
            label={appLockPhrases.hideMessages}
            hint={appLockPhrases.hideHint}
            checked={app.preferences.hideMessages.value}
            onChange={(hidden) => void keep(app.preferences.setHideMessages(hidden))}
          />
          <Switch
            label={appLockPhrases.coverOnBlur}
            hint={appLockPhrases.coverOnBlurHint}
            checked={app.preferences.coverOnBlur.value}
            onChange={(covered) => void keep(app.preferences.setCoverOnBlur(covered))}
          />
          <Switch
            label={appLockPhrases.showSigns}
            hint={appLockPhrases.showSignsHint}
            checked={app.preferences.showSigns.value}
            onChange={(shown) => void keep(app.preferences.setShowSigns(shown))}
          />
        </div>
        <ul class="group">
          <Go page="identities">{settingsPhrases.sessionIdentities}</Go>
          <Go page="knows">{settingsPhrases.whatServerKnows}</Go>
        </ul>
      </section>
      <ul class="group">
        <Go page="server">{settingsPhrases.server}</Go>
        <Go page="appearance">{settingsPhrases.look.title}</Go>
        <Go page="diagnostics">{settingsPhrases.diagnostics}</Go>
        <Go page="install">{settingsPhrases.installTitle}</Go>
        <Go page="about">{settingsPhrases.about}</Go>
      </ul>
      <ExportSettings />
      <EraseAllDialog />
    </div>
  )
}

const PAGES: Readonly<Record<SettingsPage, { readonly title: () => string; readonly Body: ComponentType }>> =
  {
    home: { title: () => phrases.settings, Body: Home },
    server: { title: () => settingsPhrases.server, Body: ServerPage },
    identities: { title: () => settingsPhrases.sessionIdentities, Body: IdentitiesPage },
    knows: { title: () => settingsPhrases.whatServerKnows, Body: ServerRecordPage },
    appearance: { title: () => settingsPhrases.look.title, Body: AppearancePage },
    diagnostics: { title: () => settingsPhrases.diagnostics, Body: DiagnosticsPage },
    install: { title: () => settingsPhrases.installTitle, Body: InstallPage },
    about: { title: () => settingsPhrases.about, Body: AboutPage },
  }

export function SettingsScreen({ page }: { readonly page: SettingsPage }) {
  const { navigation } = useView()
  const { title: titleOf, Body } = PAGES[page]
  const title = titleOf()
  return (
    <section class="screen grouped" key={page} aria-label={title}>
      <header class="screen-head with-back">
        <IconButton name={phrases.back} onPress={navigation.back}>
          <ChevronLeft aria-hidden="true" class="mirrored" />
        </IconButton>
        <h1>{title}</h1>
      </header>
      <div class="screen-body" tabIndex={0} onScroll={shrinkTitle}>
        <Body />
      </div>
    </section>
  )
}

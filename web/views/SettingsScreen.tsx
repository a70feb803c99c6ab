/** Settings: privacy, server, diagnostics, install, about, and the way to erase everything. */
import { ChevronLeft, ChevronRight } from 'lucide-preact'
import type { ComponentChildren, ComponentType } from 'preact'
import { appearancePhrases } from '../i18n/appearance-phrases.ts'
import { phrases } from '../i18n/phrases.ts'
import { securityPhrases } from '../i18n/security-phrases.ts'
import { IconButton, Switch } from '../ui/Controls.tsx'
import { shrinkTitle } from '../ui/large-title.ts'
import { type SettingsPage, useView } from './context.ts'
import { DiagnosticsPage } from './DiagnosticsPage.tsx'
import { EraseAll } from './EraseAll.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { SecuritySettings } from './SecuritySettings.tsx'
import { AboutPage, IdentitiesPage, InstallPage, KnowsPage, ServerPage } from './settings-pages.tsx'
import { TransferSettings } from './TransferSettings.tsx'
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
  return (
    <div class="stack">
      <SecuritySettings />
      <section>
        <h2 class="group-title">{phrases.privacy}</h2>
        <div class="group padded">
          <Switch
            label={securityPhrases.hideMessages}
            hint={securityPhrases.hideHint}
            checked={app.hideMessages.value}
            onChange={(hidden) => void app.setHideMessages(hidden)}
          />
          <Switch
            label={securityPhrases.showSigns}
            hint={securityPhrases.showSignsHint}
            checked={app.showSigns.value}
            onChange={(shown) => void app.setShowSigns(shown)}
          />
        </div>
        <ul class="group">
          <Go page="identities">{phrases.sessionIdentities}</Go>
          <Go page="knows">{phrases.whatServerKnows}</Go>
        </ul>
      </section>
      <section>
        <h2 class="group-title">{appearancePhrases.appearance}</h2>
        <div class="group padded">
          <LanguageChoice />
        </div>
      </section>
      <ul class="group">
        <Go page="server">{phrases.server}</Go>
        <Go page="diagnostics">{phrases.diagnostics}</Go>
        <Go page="install">{phrases.installTitle}</Go>
        <Go page="about">{phrases.about}</Go>
      </ul>
      <TransferSettings />
      <EraseAll />
    </div>
  )
}

type Title =
  | 'settings'
  | 'server'
  | 'sessionIdentities'
  | 'whatServerKnows'
  | 'diagnostics'
  | 'installTitle'
  | 'about'
const PAGES: Readonly<Record<SettingsPage, { readonly title: Title; readonly Body: ComponentType }>> = {
  home: { title: 'settings', Body: Home },
  server: { title: 'server', Body: ServerPage },
  identities: { title: 'sessionIdentities', Body: IdentitiesPage },
  knows: { title: 'whatServerKnows', Body: KnowsPage },
  diagnostics: { title: 'diagnostics', Body: DiagnosticsPage },
  install: { title: 'installTitle', Body: InstallPage },
  about: { title: 'about', Body: AboutPage },
}

export function SettingsScreen({ page }: { readonly page: SettingsPage }) {
  const { navigation } = useView()
  const { title: name, Body } = PAGES[page]
  const title = phrases[name]
  return (
    <section class="screen" key={page} aria-label={title}>
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

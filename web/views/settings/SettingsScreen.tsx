/** Settings: privacy, server, diagnostics, install, about, and the way to erase everything. */
import {
  Activity,
  AppWindow,
  BellRing,
  CheckCheck,
  ChevronLeft,
  ChevronRight,
  EyeOff,
  Fingerprint,
  Globe,
  Info,
  type LucideIcon,
  Server,
  SquarePlus,
  SunMoon,
} from 'lucide-preact'
import type { ComponentChildren, ComponentType } from 'preact'
import { phrases } from '../../i18n/phrases/app.ts'
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { Switch } from '../../ui/controls/Fields.tsx'
import { isDesk } from '../../ui/navigation/view-transition.ts'
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
import { NotificationsPage } from './NotificationsPage.tsx'
import { ServerPage } from './ServerPage.tsx'
import { ServerRecordPage } from './ServerRecordPage.tsx'
import '../../ui/controls/list.css'
import './settings.css'

/** A row that opens a page. `value`: what holds now. */
function Go(props: {
  readonly page: SettingsPage
  readonly icon: LucideIcon
  readonly value?: string
  readonly children: ComponentChildren
}) {
  const { navigation } = useView()
  const { page, icon: Icon, value, children } = props
  return (
    <li>
      <button type="button" class="list-row" onClick={() => navigation.push({ kind: 'settings', page })}>
        <Icon aria-hidden="true" />
        <span>{children}</span>
        {value && (
          <span class="row-value" aria-hidden="true">
            {value}
          </span>
        )}
        <ChevronRight aria-hidden="true" class="mirrored row-more" />
      </button>
    </li>
  )
}

function Privacy() {
  const { preferences } = useView().app
  const keep = useKept()
  return (
    <section>
      <h2 class="group-title">{settingsPhrases.privacy}</h2>
      <ul class="group">
        <li class="switch-item">
          <EyeOff aria-hidden="true" />
          <Switch
            label={appLockPhrases.hideMessages}
            checked={preferences.hideMessages.value}
            onChange={(hidden) => void keep(preferences.setHideMessages(hidden))}
          />
        </li>
        {isDesk() && (
          <li class="switch-item">
            <AppWindow aria-hidden="true" />
            <Switch
              label={appLockPhrases.coverOnBlur}
              hint={appLockPhrases.coverOnBlurHint}
              checked={preferences.coverOnBlur.value}
              onChange={(covered) => void keep(preferences.setCoverOnBlur(covered))}
            />
          </li>
        )}
        <li class="switch-item">
          <CheckCheck aria-hidden="true" />
          <Switch
            label={appLockPhrases.showSigns}
            checked={preferences.showSigns.value}
            onChange={(shown) => void keep(preferences.setShowSigns(shown))}
          />
        </li>
        <Go page="identities" icon={Fingerprint}>
          {settingsPhrases.sessionIdentities}
        </Go>
        <Go page="knows" icon={Server}>
          {settingsPhrases.whatServerKnows}
        </Go>
      </ul>
      <p class="group-hint">
        {appLockPhrases.hideHint} {appLockPhrases.showSignsHint}
      </p>
    </section>
  )
}

function Home() {
  const { app } = useView()
  const { look } = settingsPhrases
  const hint = app.install.hint.value.kind
  return (
    <div class="stack settings">
      <LockSettings />
      <Privacy />
      <ul class="group">
        <Go
          page="appearance"
          icon={SunMoon}
          value={look[app.preferences.appearance.value?.theme ?? 'system']}
        >
          {look.title}
        </Go>
        <Go page="server" icon={Globe} value={new URL(app.server.origin.value).host}>
          {settingsPhrases.server}
        </Go>
        <Go page="notifications" icon={BellRing}>
          {nudgePhrases.notifications}
        </Go>
        <Go page="diagnostics" icon={Activity}>
          {settingsPhrases.diagnostics}
        </Go>
        {hint !== 'installed' && (
          <Go page="install" icon={SquarePlus}>
            {settingsPhrases.installTitle}
          </Go>
        )}
      </ul>
      <ExportSettings />
      <ul class="group">
        <Go page="about" icon={Info}>
          {settingsPhrases.about}
        </Go>
      </ul>
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
    notifications: { title: () => nudgePhrases.notifications, Body: NotificationsPage },
    install: { title: () => settingsPhrases.installTitle, Body: InstallPage },
    about: { title: () => settingsPhrases.about, Body: AboutPage },
  }

/** The small title comes into the bar when the large one above the list has left it. */
const TITLE_GONE_PX = 36
function swapTitle({ currentTarget: scroller }: { readonly currentTarget: HTMLElement }): void {
  scroller.parentElement?.toggleAttribute('data-scrolled', scroller.scrollTop > TITLE_GONE_PX)
}

export function SettingsScreen({ page }: { readonly page: SettingsPage }) {
  const { navigation } = useView()
  const { title: titleOf, Body } = PAGES[page]
  const title = titleOf()
  return (
    <section class={`screen grouped${page === 'home' ? ' settings-home' : ''}`} key={page} aria-label={title}>
      <header class="screen-head with-back">
        <IconButton name={phrases.back} onPress={navigation.back}>
          <ChevronLeft aria-hidden="true" class="mirrored" />
        </IconButton>
        <h1>{title}</h1>
      </header>
      <div class="screen-body" tabIndex={0} onScroll={page === 'home' ? swapTitle : shrinkTitle}>
        {page === 'home' && (
          <p class="large-title" aria-hidden="true">
            {title}
          </p>
        )}
        <Body />
      </div>
    </section>
  )
}

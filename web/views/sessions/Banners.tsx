/** What a person should know now: nothing is kept, a new version waits, the app can be installed. */
import { phrases } from '../../i18n/phrases/app.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useKept } from '../use-kept.ts'
import { isDesk } from '../use-two-panes.ts'
import { useView } from '../view-context.ts'

export function Banners() {
  const { app, navigation } = useView()
  const keep = useKept()
  const hint = app.install.hint.value.kind
  const canInstall = hint === 'ios-safari' || hint === 'promptable'
  const offerInstall = canInstall && !app.install.dismissed.value && app.sessions.rows.value.length > 0
  return (
    <>
      {!app.storage.kept.value && <p class="banner">{phrases.storageBanner}</p>}
      {app.update.offered.value && (
        <div class="banner" role="status">
          <p>{phrases.updateBanner}</p>
          <Button kind="plain" onPress={() => void app.update.apply()}>
            {phrases.update}
          </Button>
        </div>
      )}
      {offerInstall && (
        <div class="banner">
          <p>{isDesk() ? phrases.installDesk : phrases.installBanner}</p>
          <Button kind="plain" onPress={() => navigation.push({ kind: 'settings', page: 'install' })}>
            {phrases.installHow}
          </Button>
          <Button kind="plain" onPress={() => void keep(app.install.dismiss())}>
            {phrases.later}
          </Button>
        </div>
      )}
    </>
  )
}

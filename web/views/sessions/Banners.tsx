/** What may be done now: a new version waits, the app can be installed. It is loaded when there is something to say. */
import { phrases } from '../../i18n/phrases/app.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { isDesk } from '../../ui/navigation/view-transition.ts'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'

export function Banners({ offerInstall }: { readonly offerInstall: boolean }) {
  const { app, navigation } = useView()
  const keep = useKept()
  return (
    <>
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

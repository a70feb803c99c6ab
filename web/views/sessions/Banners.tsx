/** What may be done now: a new version waits, the app can be installed, the phone stopped ringing. It is loaded when there is something to say. */
import { useState } from 'preact/hooks'
import { phrases } from '../../i18n/phrases/app.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { isDesk } from '../../ui/navigation/view-transition.ts'
import { quietView } from '../nudges/quiet-view.ts'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'

const LostInList = quietView(async () => (await import('../nudges/LostInList.tsx')).LostInList)

/** The hand-over to a new version takes seconds, and says so; one that could not be applied is offered again. */
function UpdateBanner() {
  const { update } = useView().app
  const [updating, setUpdating] = useState(false)
  const apply = async (): Promise<void> => {
    setUpdating(true)
    setUpdating((await update.apply()) === true)
  }
  return (
    <div class="banner" role="status">
      <p>{updating ? settingsPhrases.updating : settingsPhrases.updateBanner}</p>
      {!updating && (
        <Button kind="plain" onPress={() => void apply()}>
          {settingsPhrases.update}
        </Button>
      )}
    </div>
  )
}

export function Banners({ offerInstall }: { readonly offerInstall: boolean }) {
  const { app, navigation } = useView()
  const keep = useKept()
  return (
    <>
      {app.update.offered.value && <UpdateBanner />}
      {app.sessions.rows.value.some(({ rings }) => rings) && <LostInList />}
      {offerInstall && (
        <div class="banner">
          <p>{isDesk() ? settingsPhrases.installDesk : settingsPhrases.installBanner}</p>
          <Button kind="plain" onPress={() => navigation.push({ kind: 'settings', page: 'install' })}>
            {settingsPhrases.installHow}
          </Button>
          <Button kind="plain" onPress={() => void keep(app.install.dismiss())}>
            {phrases.later}
          </Button>
        </div>
      )}
    </>
  )
}

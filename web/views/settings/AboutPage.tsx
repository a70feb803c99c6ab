/** "About": what Inviso is, and which build this is. */
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { useView } from '../view-context.ts'

export function AboutPage() {
  const { app } = useView()
  return (
    <div class="stack center">
      <img src="/icon.svg" alt="" width="88" height="88" class="about-mark" />
      <p>{settingsPhrases.aboutText}</p>
      <p class="quiet id">{settingsPhrases.build(app.build)}</p>
    </div>
  )
}

/** The first words: what Inviso does, what it cannot, how to keep it. Under the buttons, in nobody's way, and gone for good once skipped. */
import { phrases } from '../../i18n/phrases/app.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useView } from '../view-context.ts'
import './welcome.css'

export function WelcomeCards() {
  const { app, navigation } = useView()
  const { welcome } = settingsPhrases
  const installed = app.install.hint.value.kind === 'installed'
  return (
    <section class="welcome" aria-label={welcome.title}>
      <article>
        <h2>{welcome.does}</h2>
        <p>{welcome.doesText}</p>
      </article>
      <article>
        <h2>{welcome.cannot}</h2>
        <ul>
          {welcome.cannotText.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </article>
      {!installed && (
        <article>
          <h2>{settingsPhrases.installTitle}</h2>
          <p>{phrases.installBanner}</p>
          <Button kind="plain" onPress={() => navigation.push({ kind: 'settings', page: 'install' })}>
            {phrases.installHow}
          </Button>
        </article>
      )}
      <Button kind="plain" onPress={app.preferences.endWelcome}>
        {welcome.skip}
      </Button>
    </section>
  )
}

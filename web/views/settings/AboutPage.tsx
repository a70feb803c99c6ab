/** "About": what Inviso is, and which build this is. */
import { appLockPhrases } from '../../i18n/phrases/app-lock.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Mark } from '../../ui/controls/Mark.tsx'
import { useView } from '../view-context.ts'

export function AboutPage() {
  const { app } = useView()
  const { does, cannot } = settingsPhrases
  return (
    <div class="stack center">
      <Mark width={88} />
      <p>{settingsPhrases.aboutText}</p>
      <section class="group padded about">
        <h2>{does.title}</h2>
        <p>{does.text}</p>
        <h2>{cannot.title}</h2>
        <ul>
          {cannot.texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
          <li>{appLockPhrases.limits}</li>
        </ul>
      </section>
      <p class="quiet id">{settingsPhrases.build(app.build)}</p>
    </div>
  )
}

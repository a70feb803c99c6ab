/** "Keyboard shortcuts": what the keys do, for whoever presses "?". */
import { phrases } from '../../i18n/phrases/app.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'
import '../../ui/controls/list.css'
import './shortcuts.css'

const withCommand = (letter: string): string =>
  /Mac|iP/.test(navigator.platform) ? `⌘ ${letter}` : `Ctrl ${letter}`

const rows = () => [
  { names: [withCommand('K')], does: phrases.findSession },
  { names: [withCommand('F')], does: conversationPhrases.searchMessages },
  { names: ['N'], does: phrases.newSession },
  { names: ['↑', '↓'], does: settingsPhrases.keys.move },
  { names: ['Enter'], does: settingsPhrases.keys.open },
  { names: ['Esc'], does: phrases.close },
  { names: ['?'], does: settingsPhrases.keys.title },
]

export function ShortcutsSheet() {
  const { navigation } = useView()
  return (
    <Sheet title={settingsPhrases.keys.title} closeName={phrases.close} isPlace onClose={navigation.back}>
      <ul class="group">
        {rows().map(({ names, does }) => (
          <li key={does} class="list-row">
            <span>{does}</span>
            <span>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** Signs of the desktop window: the unread count in its title, and a warning when closing it would lose messages. */
import { effect } from '@preact/signals'
import type { App } from '../../domain/app/app.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { isDesk } from '../../ui/navigation/view-transition.ts'

export function followWindowSigns(app: App): void {
  effect(() => {
    const unread = app.sessions.unreadTotal.value
    // Only a number: the title appears in lists of windows and stays in the browser's history.
    document.title = unread > 0 && isDesk() ? `(${unread}) ${phrases.appName}` : phrases.appName
  })
  window.addEventListener('beforeunload', (event) => {
    // Browsers on phones close pages without asking.
    if (isDesk() && app.conversations.wouldLose()) event.preventDefault()
  })
}

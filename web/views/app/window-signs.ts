/** What the window itself tells at a desk: how many messages are unread, and that closing it would lose some. */
import { effect } from '@preact/signals'
import type { App } from '../../domain/app/app.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { TWO_PANES } from '../../ui/navigation/view-transition.ts'

export function followWindowSigns(app: App): void {
  effect(() => {
    const unread = app.sessions.unreadTotal.value
    // A number and nothing else: a title is seen in lists of windows, and kept in the browser's history.
    document.title =
      unread > 0 && matchMedia(TWO_PANES).matches ? `(${unread}) ${phrases.appName}` : phrases.appName
  })
  window.addEventListener('beforeunload', (event) => {
    // A phone's browser closes pages without a question, and asks none.
    if (matchMedia(TWO_PANES).matches && app.conversations.wouldLose()) event.preventDefault()
  })
}

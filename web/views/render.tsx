/** Puts the app on the page, and the cover over it in the same task in which the app asks for it. */
import { effect } from '@preact/signals'
import { render } from 'preact'
import type { LanguageChoice } from '../domain/language.ts'
import type { App } from '../domain/model.ts'
import { spoken } from '../i18n/language.ts'
import { phrases } from '../i18n/phrases.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import './views.css'
import { followKeyboard } from '../ui/keyboard.ts'
import { createNavigation } from '../ui/navigation.ts'
import { createToast, type Place, ViewContext } from './context.ts'
import { Root } from './Root.tsx'

const RIGHT_TO_LEFT: readonly string[] = ['ar']

/** Outside of the rendered tree, so that it needs no frame to appear: an effect of a signal runs at once. */
function mountCover(app: App): void {
  const cover = document.createElement('div')
  cover.id = 'cover'
  cover.dataset.testid = 'privacy-overlay'
  cover.setAttribute('role', 'img')
  document.body.append(cover)
  document.addEventListener('pointerdown', () => app.cover.lift(), true)
  for (const type of ['pointerdown', 'keydown'])
    document.addEventListener(type, () => app.lock.touched(), { capture: true, passive: true })
  effect(() => {
    document.documentElement.lang = spoken.value
    document.dir = RIGHT_TO_LEFT.includes(spoken.value) ? 'rtl' : 'ltr'
    cover.ariaLabel = phrases.covered
  })
  effect(() => {
    const shown = app.cover.shown.value
    cover.hidden = !shown
    document.documentElement.toggleAttribute('data-covered', shown)
  })
}

export function renderRoot(app: App, language: LanguageChoice, element: HTMLElement): void {
  mountCover(app)
  followKeyboard()
  const navigation = createNavigation<Place>({ kind: 'sessions' })
  const { toast, say } = createToast()
  render(
    <ViewContext.Provider value={{ app, language, navigation, toast, say }}>
      <Root />
    </ViewContext.Provider>,
    element,
  )
}

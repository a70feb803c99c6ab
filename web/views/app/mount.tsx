/** Puts the app on the page, and the cover over it in the same task in which the app asks for it. */
import { effect } from '@preact/signals'
import { render } from 'preact'
import type { App } from '../../domain/app/app.ts'
import type { LanguageChoice } from '../../domain/settings/language-choice.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { spoken } from '../../i18n/phrases/current-language.ts'
import '../../ui/theme/tokens.css'
import '../../ui/theme/base.css'
import '../../ui/theme/layout.css'
import './views.css'
import { LayerContext } from '../../ui/navigation/layer-context.ts'
import { createNavigation, type Navigation } from '../../ui/navigation/navigation.ts'
import { type Reload, ReloadContext } from '../../ui/navigation/reload-context.ts'
import { createViewTransition, isDesk } from '../../ui/navigation/view-transition.ts'
import { followVisualViewport } from '../../ui/theme/visual-viewport.ts'
import { createToast } from '../toast.ts'
import { isSheet, type Place, screenOf, ViewContext } from '../view-context.ts'
import { loadAppearance, loadLater } from './lazy.ts'
import { Root } from './Root.tsx'

const RIGHT_TO_LEFT: readonly string[] = ['ar']
/** After the first screen is painted. */
const LATER_MS = 500

/** Ignores a failed load of these parts: buttons do the same, and the appearance applies at the next start. */
const none = (): void => {}

/** Any key but these lifts the cover, as a tap does. */
const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']

/** Outside of Preact's tree: a signal's effect runs at once, so the cover needs no frame to appear. */
function mountCover(app: App): void {
  const liftByKey = (event: KeyboardEvent): void => {
    if (!app.cover.shown.value || MODIFIERS.includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    app.cover.lift()
  }
  const cover = document.createElement('div')
  cover.id = 'cover'
  cover.dataset.testid = 'privacy-overlay'
  cover.setAttribute('role', 'region')
  document.body.append(cover)
  // On click, not on pointerdown: the rest of the tap would reach what lies beneath.
  cover.addEventListener('click', app.cover.lift)
  document.addEventListener('keydown', liftByKey, true)
  for (const type of ['pointerdown', 'keydown'])
    document.addEventListener(type, () => app.lock.touched(), { capture: true, passive: true })
  effect(() => {
    document.documentElement.lang = spoken.value
    document.dir = RIGHT_TO_LEFT.includes(spoken.value) ? 'rtl' : 'ltr'
    cover.ariaLabel = phrases.covered
    cover.textContent = isDesk() ? phrases.clickToShow : phrases.tapToShow
  })
  let wasIn: Element | null = null
  effect(() => {
    const shown = app.cover.shown.value
    // Hiding an element takes its focus; give it back when the cover is lifted.
    if (shown && cover.hidden) wasIn = document.activeElement
    cover.hidden = !shown
    document.documentElement.toggleAttribute('data-covered', shown)
    if (shown || !(wasIn instanceof HTMLElement) || !wasIn.isConnected) return
    if (document.activeElement === document.body) wasIn.focus({ preventScroll: true })
    wasIn = null
  })
}

/** The fragment that opens this sheet at the next start; screens are left to the person. */
function fragmentOf(place: Place | undefined): string {
  if (place?.kind === 'join' && place.arrived) return place.arrived
  return place && isSheet(place) ? `#${place.kind}` : ''
}

const createReload =
  (app: App, navigation: Navigation<Place>): Reload =>
  async (agreed) => {
    const answer = await fetch('/version.json', { cache: 'no-store' }).catch(() => null)
    if (!answer?.ok) return 'no_server'
    if (!agreed && app.conversations.wouldLose()) return 'would_lose'
    history.replaceState(history.state, '', `/${fragmentOf(navigation.stack.value.at(-1))}`)
    location.reload()
    return 'reloading'
  }

export function mountApp(app: App, language: LanguageChoice, element: HTMLElement): void {
  mountCover(app)
  followVisualViewport()
  const slide = createViewTransition()
  // No picture of the previous screen stays visible once the app is locked or covered.
  effect(() => {
    if (app.cover.shown.value || app.lock.state.value !== 'open') slide.stop()
  })
  const navigation = createNavigation<Place>({ kind: 'sessions' }, ({ from, to, moved }, update) => {
    const hidden = app.cover.shown.value || app.lock.state.value !== 'open'
    if (moved || hidden || screenOf(from) === screenOf(to)) update()
    else slide.run(to.length < from.length ? 'pop' : 'push', update)
  })
  effect(() => {
    const look = app.preferences.appearance.value
    // public/first-paint.js applied the stored appearance before the first paint; this applies changes.
    if (look) loadAppearance().then(({ applyAppearance }) => applyAppearance(look), none)
  })
  setTimeout(() => {
    const depth = (): number => navigation.stack.value.length - 1
    loadLater().then((later) => {
      later.followEdgeSwipe(depth, slide, navigation.back)
      later.followSystemText()
      later.followTranslation(element)
      later.listenForShortcuts(app, navigation)
      later.followWindowSigns(app)
    }, none)
  }, LATER_MS)
  const say = createToast()
  render(
    <ViewContext.Provider value={{ app, language, navigation, say }}>
      <LayerContext.Provider value={navigation.layer}>
        <ReloadContext.Provider value={createReload(app, navigation)}>
          <Root />
        </ReloadContext.Provider>
      </LayerContext.Provider>
    </ViewContext.Provider>,
    element,
  )
}

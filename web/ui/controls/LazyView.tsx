/** A view that loads when it is first shown: says so while it loads, and offers another try when it cannot. */
import type { ComponentType } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { ReloadContext } from '../navigation/reload-context.ts'
import { Button } from './Button.tsx'

/** Read at render time, since the language may change. */
export interface LazyViewPhrases {
  readonly loading: string
  readonly loadFailed: string
  readonly again: string
  readonly loadNeedsReload: string
  readonly reload: string
}

export type LazyView<P extends object> = ComponentType<P> & {
  /** Loads it before it is shown. Resolves when that has ended; a failure is not reported, since showing the view tries again. */
  readonly preload: () => Promise<void>
}

// A style sheet that failed to load would stay in the head, and the next try would take it for a loaded
// one. One that is still loading is left alone: another import waits for it.
document.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') target.remove()
  },
  true,
)

/** `quiet`: shows nothing while it loads. */
export function lazyView<P extends object>(
  load: () => Promise<ComponentType<P>>,
  phrases: LazyViewPhrases,
  { quiet = false } = {},
): LazyView<P> {
  let loaded: ComponentType<P> | null = null
  const begin = (): Promise<void> =>
    load().then((component) => {
      loaded = component
    })

  function View(props: P) {
    const [state, setState] = useState<'loading' | 'failed' | 'needs_reload' | 'loaded'>(
      loaded ? 'loaded' : 'loading',
    )
    const reload = useContext(ReloadContext)
    const show = (failed: () => void): void => {
      setState('loading')
      begin().then(() => setState('loaded'), failed)
    }
    const reloadPage = (agreed: boolean): void =>
      void reload(agreed).then((done) => setState(done === 'would_lose' ? 'needs_reload' : 'failed'))
    useEffect(() => {
      // A preload may have finished between this view's first render and this effect.
      if (loaded) setState('loaded')
      else show(() => setState('failed'))
    }, [])
    const Loaded = loaded
    if (Loaded && state === 'loaded') return <Loaded {...props} />
    if (state === 'failed' || state === 'needs_reload') {
      const failed = state === 'failed'
      return (
        <div class="lazy" role="alert">
          <p>{failed ? phrases.loadFailed : phrases.loadNeedsReload}</p>
          <Button onPress={() => (failed ? show(() => reloadPage(false)) : reloadPage(true))}>
            {failed ? phrases.again : phrases.reload}
          </Button>
        </div>
      )
    }
    return <p class="lazy">{quiet ? '' : phrases.loading}</p>
  }
  return Object.assign(View, { preload: () => begin().catch(() => {}) })
}

/** A room that loads when it is entered: says so in words while it does, and offers another try when it cannot. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Button } from './Button.tsx'

/** Read when they are shown: the language may change. */
export interface LazyWords {
  readonly loading: string
  readonly loadFailed: string
  readonly again: string
}

export interface LazyRoom<P extends object> {
  readonly Room: ComponentType<P>
  /** Loads it before it is entered; a failure is met again, and told, at the door. */
  readonly preload: () => void
}

/** A style sheet that failed to come would stay in the head, and be taken for one that is there by the next try. One that is still on its way is left alone: somebody waits for it. */
document.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') target.remove()
  },
  true,
)

/** `quiet`: nothing is said while it loads. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  words: LazyWords,
  { quiet = false } = {},
): LazyRoom<P> {
  let loaded: ComponentType<P> | null = null
  const preload = (): void => {
    load().then(
      (component) => {
        loaded = component
      },
      () => {},
    )
  }
  return { Room, preload }

  function Room(props: P) {
    const [state, setState] = useState<'loading' | 'failed' | 'there'>(loaded ? 'there' : 'loading')
    const begin = (): void => {
      setState('loading')
      load().then(
        (component) => {
          loaded = component
          setState('there')
        },
        () => setState('failed'),
      )
    }
    useEffect(() => {
      // What was preloaded may have come after this was drawn and before it is asked for here.
      if (loaded) setState('there')
      else begin()
    }, [])
    const Loaded = loaded
    if (Loaded && state === 'there') return <Loaded {...props} />
    if (state === 'failed')
      return (
        <div class="lazy" role="alert">
          <p>{words.loadFailed}</p>
          <Button onPress={begin}>{words.again}</Button>
        </div>
      )
    return <p class="lazy">{quiet ? '' : words.loading}</p>
  }
}

/** A part that the screen around it does not need: nothing is said while its code is missing, and it is loaded again when that may work. */
import { type ComponentType, h } from 'preact'
import { useLoaded } from './use-loaded.ts'

export function quietView<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: ComponentType<P> | null = null
  const keep = async (): Promise<ComponentType<P>> => {
    known = await load()
    return known
  }
  return function Quiet(props: P) {
    const { value } = useLoaded(keep)
    const Loaded = value ?? known
    return Loaded && h(Loaded, props)
  }
}

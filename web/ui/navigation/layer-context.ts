/** Gives a sheet or dialog a history step of its own, so that the way back closes it. */
import { createContext } from 'preact'
import type { Navigation } from './navigation.ts'

/** Does nothing where no navigation provides it. */
export const LayerContext = createContext<Navigation<unknown>['layer']>(() => () => {})

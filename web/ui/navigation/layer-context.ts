/** What lies over a screen, such as a sheet, has a step of its own in the history. */
import { createContext } from 'preact'
import type { Navigation } from './navigation.ts'

/** Opens that step; without a navigation around it there is none. */
export const LayerContext = createContext<Navigation<unknown>['layer']>(() => () => {})

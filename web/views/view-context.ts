/** What every view can reach: the app, the navigation, and a short message on the screen. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { App } from '../domain/app/app.ts'
import type { SessionId } from '../domain/sessions/session.ts'
import type { LanguageChoice } from '../domain/settings/language-choice.ts'
import type { Navigation } from '../ui/navigation/navigation.ts'

export type Place =
  | { readonly kind: 'sessions' }
  | { readonly kind: 'chat'; readonly id: SessionId }
  | { readonly kind: 'settings'; readonly page: SettingsPage }
  | {
      readonly kind: 'new'
      readonly id: SessionId | null
      /** The suggested name: that of an ended session. */
      readonly name?: string
    }
  /** `arrived`: the fragment of the invite link that opened it. */
  | { readonly kind: 'join'; readonly arrived: string | null }
  | { readonly kind: 'shortcuts' }

export type SettingsPage =
  | 'home'
  | 'appearance'
  | 'server'
  | 'identities'
  | 'knows'
  | 'diagnostics'
  | 'notifications'
  | 'install'
  | 'about'

/** Whether a place lies over a screen. */
export const isSheet = ({ kind }: Place): boolean => kind === 'new' || kind === 'join' || kind === 'shortcuts'
export const screenOf = (stack: readonly Place[]): Place | undefined =>
  stack.findLast((place) => !isSheet(place))

export interface View {
  readonly app: App
  readonly language: LanguageChoice
  readonly navigation: Navigation<Place>
  /** Shows a short message that disappears by itself. */
  readonly say: (text: string) => void
}

export const ViewContext = createContext<View | null>(null)

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('no view')
  return view
}

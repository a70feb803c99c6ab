/** The app as the views see it: one part for each room, each with the signals to read and the actions to take. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { Conversations } from '../conversation/conversation.model.ts'
import type { Diagnostics } from '../diagnostics/diagnostics.model.ts'
import type { FoundInvite, InvitesView } from '../invites/invite.model.ts'
import type { LockView } from '../lock/lock.model.ts'
import type { SessionsView } from '../sessions/sessions.model.ts'
import type { Install } from '../settings/install-hint.ts'
import type { Preferences } from '../settings/preferences.ts'
import type { ServerChoice } from '../settings/server-choice.ts'

export interface App {
  /** True once the stored sessions are on screen, or the locked screen is. */
  readonly ready: ReadonlySignal<boolean>
  /** Loads the code that the next screens need, while there is a network. */
  readonly preload: () => void
  /** Loads and warms what a connection needs; called when somebody is about to connect. */
  readonly prepare: () => void
  /** Name of this build. */
  readonly build: string

  readonly sessions: SessionsView
  readonly invites: InvitesView
  readonly conversations: Conversations
  readonly lock: LockView
  readonly preferences: Preferences
  readonly server: ServerChoice
  readonly diagnostics: { readonly open: () => Promise<Diagnostics> }

  readonly tab: TabView
  readonly storage: StorageView
  readonly launch: LaunchView
  readonly erasure: ErasureView
  readonly cover: CoverView
  readonly update: UpdateView
  readonly install: Install
  readonly device: Device
}

export interface TabView {
  /** True while another tab of this browser has Inviso open: only one may hold the sessions. */
  readonly elsewhere: ReadonlySignal<boolean>
  /** Takes the sessions over from the other tab. */
  readonly useHere: () => void
}

export interface StorageView {
  /** False when this browser keeps nothing (IndexedDB missing): a banner says so. */
  readonly kept: ReadonlySignal<boolean>
  /** True once the open store died and could not be opened again: only loading the page anew helps. */
  readonly lost: ReadonlySignal<boolean>
}

/** What the page was opened with. */
export interface LaunchView {
  /** The invite of the link that started this page, once; null afterwards. `inTab`: a Safari tab on iOS, where the page explains instead of joining. */
  readonly invite: ReadonlySignal<{
    readonly invite: FoundInvite
    readonly link: string
    readonly inTab: boolean
  } | null>
  readonly forgetInvite: () => void
  /** What the icon's menu asked for, when the app was started from it; null afterwards. */
  readonly takeShortcut: () => 'new' | 'join' | null
}

export interface ErasureView {
  readonly eraseAll: () => Promise<void>
  /** Set once everything is erased: nothing else is shown until the page is loaded anew. */
  readonly report: ReadonlySignal<EraseReport | null>
  readonly startAnew: () => void
}

/** What Erase all data could not reach, in words for the views to translate. */
export interface EraseReport {
  /** Rooms that the server could not be told of now; it forgets them by itself when they lie unused. */
  readonly purgesLeft: number
  readonly storesLeft: readonly string[]
  /** The app was locked: the server was told nothing, and forgets by itself. */
  readonly untold: boolean
  /** What the browser still has, by its own account. */
  readonly audit: readonly {
    readonly store: 'databases' | 'caches' | 'workers' | 'local' | 'session' | 'cookies'
    readonly count: number
  }[]
}

export interface CoverView {
  readonly shown: ReadonlySignal<boolean>
  readonly lift: () => void
  /** Covers the screen at one tap, so that nothing can be read over a shoulder. */
  readonly coverNow: () => void
}

export interface UpdateView {
  readonly offered: ReadonlySignal<boolean>
  readonly apply: () => Promise<void>
}

export interface Device {
  readonly copy: (text: string) => Promise<boolean>
  /** Null when the person or the browser said no. */
  readonly paste: () => Promise<string | null>
  readonly canShare: boolean
  readonly share: (data: {
    readonly title: string
    readonly text: string
    readonly url: string
  }) => Promise<void>
  /** Hands a file to the person: the share sheet where there is one for files, else a download. */
  readonly saveFile: (name: string, text: string) => Promise<void>
  /** Whether the system asks the person before the camera opens; then the app says first what for. */
  readonly cameraAsks: () => Promise<boolean>
  /** Shows the camera in the element and reads QR codes until the returned function is called. */
  readonly scan: (
    video: HTMLVideoElement,
    found: (text: string) => void,
  ) => Promise<Result<() => void, 'denied' | 'no_camera' | 'no_wasm'>>
}

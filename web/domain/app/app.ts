/** The app as the views see it: one part for each folder of the domain, each with the signals to read and the actions to take. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { Conversations } from '../conversation/conversation.model.ts'
import type { Diagnostics } from '../diagnostics/diagnostics.model.ts'
import type { InvitesView } from '../invites/invite.model.ts'
import type { LockView } from '../lock/lock.model.ts'
import type { Nudges } from '../nudges/nudges.model.ts'
import type { SessionsView } from '../sessions/sessions.model.ts'
import type { Install } from '../settings/install-hint.ts'
import type { Preferences } from '../settings/preferences.ts'
import type { ServerChoice } from '../settings/server-choice.ts'

export interface App {
  /** True once the stored sessions are on screen, or the locked screen is. */
  readonly ready: ReadonlySignal<boolean>
  readonly start: StartView
  /** Load the code that the next screens need, a piece each; they never reject. */
  readonly preloads: readonly (() => Promise<void>)[]
  /** Loads and warms what a connection needs; called when somebody is about to connect. */
  readonly prepare: () => void
  readonly build: string

  readonly sessions: SessionsView
  readonly invites: InvitesView
  readonly conversations: Conversations
  readonly lock: LockView
  readonly preferences: Preferences
  readonly server: ServerChoice
  readonly nudges: { readonly load: () => Promise<Nudges> }
  readonly diagnostics: { readonly open: () => Promise<Diagnostics> }

  /** When today began here, milliseconds since 1970; changes at midnight. */
  readonly today: ReadonlySignal<number>
  readonly tab: TabView
  readonly storage: StorageView
  readonly launch: LaunchView
  readonly erasure: ErasureView
  readonly cover: CoverView
  readonly update: UpdateView
  readonly install: Install
  readonly device: Device
}

export interface StartView {
  /** True when the stored sessions could not be opened: a part of the app did not load, or the storage did not answer. */
  readonly failed: ReadonlySignal<boolean>
  /** Opens them once more; false when that failed again. */
  readonly again: () => Promise<boolean>
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
  /** True once the open store died and could not be reopened: only reloading the page helps. */
  readonly lost: ReadonlySignal<boolean>
}

/** The link or shortcut that opened the page. */
export interface LaunchView {
  /** The invite of the latest link that opened this page, once; null afterwards. `inTab`: a Safari tab on iOS, where the page explains instead of joining. */
  readonly invite: ReadonlySignal<ArrivedInvite | null>
  readonly forgetInvite: () => void
  /** Whether a link brought this person here for the first time: they are told what this is. */
  readonly newcomer: ReadonlySignal<boolean>
  /** The latest choice from the icon's menu, once; null afterwards. */
  readonly shortcut: ReadonlySignal<'new' | 'join' | null>
  readonly forgetShortcut: () => void
}

export interface ArrivedInvite {
  /** The link's fragment as it came, in which a code stands. */
  readonly fragment: string
  readonly link: string
  readonly inTab: boolean
}

export interface ErasureView {
  readonly eraseAll: () => Promise<void>
  /** Set once everything is erased; the screen shows nothing else until the page is reloaded. */
  readonly report: ReadonlySignal<EraseReport | null>
  readonly startAnew: () => void
}

/** What Erase all data could not reach, as facts for the views to put into words. */
export interface EraseReport {
  /** Rooms whose purge the server did not confirm; it forgets unused rooms by itself. */
  readonly purgesLeft: number
  readonly storesLeft: readonly string[]
  /** The app was locked, so the server was told nothing; it forgets unused rooms by itself. */
  readonly untold: boolean
  /** What the browser reports that it still holds. */
  readonly audit: readonly {
    readonly store: 'files' | 'databases' | 'caches' | 'workers' | 'local' | 'session' | 'cookies'
    readonly count: number
  }[]
}

export interface CoverView {
  readonly shown: ReadonlySignal<boolean>
  readonly lift: () => void
  /** Covers the screen at once, so that nobody reads it over the person's shoulder. */
  readonly coverNow: () => void
}

export interface UpdateView {
  readonly offered: ReadonlySignal<boolean>
  /** True while the page goes on to the newer build; otherwise nothing was changed. */
  readonly apply: () => Promise<boolean | undefined>
}

export interface Device {
  readonly copy: (text: string) => Promise<boolean>
  /** The clipboard's text; null when the person or the browser refused. */
  readonly paste: () => Promise<string | null>
  readonly canShare: boolean
  readonly share: (data: {
    readonly title: string
    readonly text: string
    readonly url: string
  }) => Promise<void>
  /** Saves a file through the share sheet if the browser can share files, else as a download. */
  readonly saveFile: (name: string, text: string) => Promise<void>
  /** Whether the system will ask for permission to use the camera; if so, the app explains the reason first. */
  readonly cameraAsks: () => Promise<boolean>
  /** Shows the camera in the element and reads QR codes until the returned function is called. */
  readonly scan: (
    video: HTMLVideoElement,
    found: (text: string) => void,
  ) => Promise<Result<() => void, 'denied' | 'no_camera' | 'no_wasm'>>
}

/** What the app knows, as the views see it: plain values inside signals, and the actions that change them. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { Conversation } from '../conversation/conversation.model.ts'
import type { Diagnostics } from '../diagnostics/diagnostics.model.ts'
import type { Failure } from '../failure.ts'
import type { FoundInvite, InviteView, NewInvite } from '../invites/invite.model.ts'
import type { LockView } from '../lock/lock.model.ts'
import type { IdentityRow, SessionId, SessionRow } from '../sessions/session.ts'
import type { Transfer } from '../sessions/session-export.model.ts'
import type { Install } from '../settings/install-hint.ts'
import type { Preferences } from '../settings/preferences.ts'

/** What Erase all data could not reach, in words for the views to translate. */
export interface EraseReport {
  /** Rooms that the server could not be told of now; it forgets them by itself when they lie unused. */
  readonly purgesLeft: number
  readonly storesLeft: readonly string[]
  /** It was locked: the server was told nothing, and forgets by itself. */
  readonly untold: boolean
  /** What the browser still has, by its own account. */
  readonly audit: readonly {
    readonly store: 'databases' | 'caches' | 'workers' | 'local' | 'session' | 'cookies'
    readonly count: number
  }[]
}

export interface App {
  readonly ready: ReadonlySignal<boolean>
  /** True while another tab of this browser has Inviso open: only one may hold the sessions. */
  readonly elsewhere: ReadonlySignal<boolean>
  readonly useHere: () => void
  /** False when this browser keeps nothing (IndexedDB missing): a banner says so. */
  readonly storageKept: ReadonlySignal<boolean>
  /** True once the store that was open died and did not come back: only loading the page anew helps. */
  readonly storageLost: ReadonlySignal<boolean>
  /** Pinned first, then the latest activity first. */
  readonly sessions: ReadonlySignal<readonly SessionRow[]>
  readonly unreadTotal: ReadonlySignal<number>

  /** The first screen is there: loads what the next ones need, while there is a network. */
  readonly preload: () => void
  /** Somebody is about to connect: loads and warms what that needs. */
  readonly prepare: () => void
  readonly createInvite: (input: NewInvite) => Promise<Result<SessionId, Failure>>
  readonly invite: (id: SessionId) => ReadonlySignal<InviteView | null>
  /** Finds the invite in a typed code, a pasted code with words or a whole link; null when there are no six digits. */
  readonly findInvite: (text: string) => FoundInvite | null
  readonly join: (invite: FoundInvite) => Promise<Result<SessionId, Failure>>
  /** The words that an invite can have. */
  readonly words: {
    /** Those that begin so, three at most. */
    readonly complete: (typed: string) => Promise<readonly string[]>
    /** Puts small slips right; null when a word is none of the list. */
    readonly read: (typed: string) => Promise<string | null>
  }
  /** The code of a link that started this page, once; null afterwards. In a Safari tab on iOS the page explains instead of joining. */
  readonly arrivedWith: ReadonlySignal<{
    readonly invite: FoundInvite
    readonly link: string
    readonly inTab: boolean
  } | null>
  readonly forgetArrival: () => void
  /** What the icon's menu asked for, when the app was started from it; null afterwards. */
  readonly takeShortcut: () => 'new' | 'join' | null

  /** Enters a session (again): its conversation is live until left. Undefined for an unknown id. */
  readonly enter: (id: SessionId) => Conversation | undefined
  /** Says which conversation is on screen, so that its messages count as read; null for none. */
  readonly look: (id: SessionId | null) => void
  readonly leave: (id: SessionId) => Promise<void>
  readonly rename: (id: SessionId, name: string) => Promise<Result<void, Failure>>
  readonly pin: (id: SessionId, pinned: boolean) => Promise<void>
  /** Erases the session here and purges it on the server, now or when the server can be reached. */
  readonly erase: (id: SessionId) => Promise<void>
  readonly eraseAll: () => Promise<void>
  /** Once everything is erased: nothing else is shown until the page is loaded anew. */
  readonly erased: ReadonlySignal<EraseReport | null>
  readonly startAnew: () => void
  /** What the server holds of a session now, word for word; null for nothing. Errors: server_unreachable, server_refused. */
  readonly serverRecord: (id: SessionId) => Promise<Result<Readonly<Record<string, string>> | null, Failure>>

  readonly identities: ReadonlySignal<readonly IdentityRow[]>

  readonly server: {
    /** Origin in use, such as https://chat.example. */
    readonly origin: ReadonlySignal<string>
    readonly isOwn: ReadonlySignal<boolean>
    /** Probes, then keeps; a failure keeps the old one. An empty text goes back to the server that served this page. */
    readonly choose: (address: string) => Promise<Result<void, Failure>>
  }

  readonly lock: LockView

  /** Messages are masked until they are held. */
  readonly hideMessages: ReadonlySignal<boolean>
  readonly setHideMessages: (hidden: boolean) => Promise<void>

  readonly cover: {
    readonly shown: ReadonlySignal<boolean>
    readonly lift: () => void
    /** One tap, and nothing can be read over a shoulder. */
    readonly coverNow: () => void
  }

  readonly update: {
    readonly offered: ReadonlySignal<boolean>
    readonly apply: () => Promise<void>
  }

  readonly install: Install

  readonly preferences: Preferences

  readonly device: {
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
    /** Whether the system asks the person before the camera opens; then it is said first what for. */
    readonly cameraAsks: () => Promise<boolean>
    /** Shows the camera in the element and reads QR codes until the value is called. */
    readonly scan: (
      video: HTMLVideoElement,
      found: (text: string) => void,
    ) => Promise<Result<() => void, 'denied' | 'no_camera' | 'no_wasm'>>
  }

  /** Name of this build. */
  readonly build: string
  readonly openTransfer: () => Promise<Transfer>
  readonly openDiagnostics: () => Promise<Diagnostics>
}

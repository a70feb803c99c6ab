/** What can be told to a session that is live: a watched invite, or a room with its link. */

export interface LiveSession {
  /** The page came back; `stale`: it was away so long that no socket can be trusted to be alive. */
  readonly resume: (stale: boolean) => void
  /** The browser reported online or offline. */
  readonly refresh: () => void
  /** Tells the peer that the page is hidden: a page that is frozen next cannot say it any more. */
  readonly pageHidden: () => void
  /** Tells the peer that the page closes; keeps everything in case it does not. */
  readonly pageGone: () => void
  /** The person left: the link ends first, then the server is told. */
  readonly leave: () => void
  /** The person deleted the session: a peer that is connected is told, sealed, and closes it too. */
  readonly end: () => void
  /** The app locks: ignores everything from now on, tells the peer that it sleeps, and ends. */
  readonly suspend: () => void
  readonly stop: () => void
}

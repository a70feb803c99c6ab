/** The commands of a live session: a watched invite, or a room with its link. */

export interface LiveSession {
  /** The page came back. `stale`: it was away so long that no socket is assumed alive. */
  readonly resume: (stale: boolean) => void
  /** The browser reported online or offline. */
  readonly refresh: () => void
  /** Tells the peer that the page is hidden, before the browser may freeze it. */
  readonly pageHidden: () => void
  /** Tells the peer that the page is closing; keeps everything in case it does not. */
  readonly pageGone: () => void
  /** The person left: ends the link first, then tells the server. */
  readonly leave: () => void
  /** The person deleted the session: tells a connected peer in a sealed message, which closes it there too. */
  readonly end: () => void
  /** The app locks: ignores all further events, tells the peer that this side is asleep, and ends. */
  readonly suspend: () => void
  readonly stop: () => void
}

/** The contract of pages, for the fake and the browser's. Each check returns plain data, so that it can also run in a page. */
import type { EdgeKind, Page } from './page.ts'

export interface PageWorld {
  readonly page: Page
  /** Makes the browser report this event. */
  readonly cause: (kind: EdgeKind) => void
  /** Opens a link to the page in the page. */
  readonly arrive: (fragment: string) => void
}

export const OPENED_WITH = '#opened-with'
const KINDS: readonly EdgeKind[] = [
  ...(['hidden', 'visible', 'pagehide', 'pageshow', 'blur'] as const),
  ...(['focus', 'freeze', 'resume', 'offline', 'online'] as const),
]

export const pageContract: Readonly<
  Record<string, { readonly run: (world: PageWorld) => Promise<unknown>; readonly gives: unknown }>
> = {
  'tells every edge once, in order, until it is told to stop': {
    async run({ page, cause }) {
      const told: EdgeKind[] = []
      const stop = page.onEdge(({ kind }) => told.push(kind))
      for (const kind of KINDS) cause(kind)
      stop()
      cause('blur')
      return told
    },
    gives: KINDS,
  },
  'is visible and online as the last edge said': {
    async run({ page, cause }) {
      const now = () => [page.visible(), page.online()]
      const seen = [now()]
      for (const kind of ['hidden', 'offline', 'visible', 'online'] as const) {
        cause(kind)
        seen.push(now())
      }
      return seen
    },
    gives: [
      [true, true],
      [false, true],
      [false, false],
      [true, false],
      [true, true],
    ],
  },
  'gives the fragment that it was opened with once': {
    run: async ({ page }) => [page.takeFragment(), page.takeFragment()],
    gives: [OPENED_WITH, ''],
  },
  'tells of a link that opens it while it is open, and gives its fragment once': {
    async run({ page, arrive }) {
      page.takeFragment()
      const taken: string[] = []
      const arrived = new Promise<void>((resolve) =>
        page.onArrival(() => {
          taken.push(page.takeFragment(), page.takeFragment())
          resolve()
        }),
      )
      arrive('#opened-again')
      await arrived
      return taken
    },
    gives: ['#opened-again', ''],
  },
}

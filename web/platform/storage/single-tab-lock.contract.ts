/** The contract of the single-tab lock, for the fake and the browser's. Each check returns plain data, so that it can also run in a page. */
import type { Tabs } from './single-tab-lock.ts'

/** Makes another tab of the same browser. */
type NewTab = () => Tabs

export const singleTabLockContract: Readonly<
  Record<string, { readonly run: (tab: NewTab) => Promise<unknown>; readonly gives: unknown }>
> = {
  'is given to one tab only': {
    async run(tab) {
      let lost = 0
      const lose = (): void => {
        lost += 1
      }
      return [await tab().claim(false, lose), await tab().claim(false, lose), lost]
    },
    gives: [true, false, 0],
  },
  'can be stolen, which the tab before is told, and does not get it back by asking': {
    async run(tab) {
      const [first, second] = [tab(), tab()]
      let tellLost = (_: string): void => {}
      const lost = new Promise<string>((resolve) => {
        tellLost = resolve
      })
      const held = await first.claim(false, () => tellLost('lost'))
      const stolen = await second.claim(true, () => {})
      return [held, stolen, await lost, await first.claim(false, () => {})]
    },
    gives: [true, true, 'lost', false],
  },
}

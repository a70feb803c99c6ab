/** A session with a long history in the storage of a page, as the app keeps it. */
import { type Person, pair } from '../../tests/harness/people/person.ts'

/** Items of one stored page, as in the app. */
const PAGE_ITEMS = 64
const KEPT_SECONDS = 2_592_000

/** The text of the message at place `k`. */
export const textOf = (k: number): string =>
  `Message ${k}: something that was said on a day like this, not long and not short.`

function kept(session: string, many: number): Readonly<Record<string, unknown>> {
  const now = Date.now()
  const items = Array.from({ length: many }, (_, k) => {
    const item = { k, at: now - (many - k) * 60_000, id: crypto.randomUUID(), text: textOf(k) }
    return k % 2 === 0 ? { ...item, kind: 'theirs' } : { ...item, kind: 'own', s: 'own', n: (k + 1) / 2 }
  })
  const pages = Array.from({ length: Math.ceil(many / PAGE_ITEMS) }, (_, page) => page)
  const half = many / 2
  const head = {
    version: 3,
    own: { s: 'own', acked: half, ackedChain: '', entries: [], same: true, missing: 0, acts: [] },
    theirs: { s: 'theirs', n: half, chain: '', same: true },
    ...{ count: many, seen: [], failed: [], open: [], pages, draft: '', answering: null },
  }
  const key = `chat.talk.${session}`
  return {
    [key]: head,
    ...Object.fromEntries(
      pages.map((page) => [`${key}.${page}`, items.slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS)]),
    ),
  }
}

/** Stores one session with `many` messages on `page`, and loads the app anew; its peer is away. */
export async function seedTalk(page: Person, other: Person, many: number): Promise<void> {
  await pair(page, other, { name: 'Bench' })
  await other.context().close()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('listitem').waitFor()
  // The app is not running on this page, so it cannot overwrite the seeded data.
  const home = page.url()
  await page.goto(new URL('/icon.svg', home).href)
  const { sessions } = (await page.stored.sessions()) as { sessions: readonly { readonly id: string }[] }
  const [one] = sessions
  if (!one) throw new Error('no session')
  const session = {
    ...one,
    lifetime: { seconds: KEPT_SECONDS, rev: 1, accepted: null, mine: [], theirs: null },
  }
  await page.stored.put({
    'chat.sessions.v1': { version: 2, sessions: [session] },
    ...kept(one.id, many),
  })
  await page.goto(home)
}

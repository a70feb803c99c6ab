/** A tour through every screen and state in any language; the caller decides what to check at each stop. */
import { expect } from '@playwright/test'
import type { Translation } from '../../../web/i18n/translations/translation.ts'
import { english } from '../english.ts'
import { PASSPHRASE } from '../people/app-lock.ts'
import { asPerson, connected, type Person } from '../people/person.ts'
import { standIn } from '../people/whereabouts.ts'

export interface Walk {
  readonly words: Translation
  /** Names and sentences in that language. */
  readonly people: readonly [anna: string, ben: string]
  readonly talk: readonly string[]
  /** `bare`: without WebRTC. `iphone`: with an iPhone's user agent. */
  readonly open: (kind?: 'bare' | 'iphone') => Promise<Person>
  readonly look: (name: string, page: Person) => Promise<void>
  /** Whether a finger can swipe here. */
  readonly swipe: ((page: Person, row: string) => Promise<void>) | null
}

export const ENGLISH: Pick<Walk, 'words' | 'people' | 'talk'> = {
  words: english,
  people: ['Anna', 'Ben'],
  talk: [
    'Are you at the station?',
    'Yes, platform 4. The train is late again, and they do not say by how much; I wait in the café.',
    'See https://example.org/trains 🚆',
    'Good, I bring coffee',
  ],
}

const button = (page: Person, name: string) => page.getByRole('button', { name, exact: true })
const press = (page: Person, name: string): Promise<void> => button(page, name).first().click()
const closeSheet = async (page: Person, { words }: Walk): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: words.phrases.close, exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

async function invite(page: Person, { words }: Walk, name: string, withWords = false): Promise<string> {
  const { phrases: p, invitePhrases: i } = words
  await press(page, p.newSession)
  await page.getByRole('textbox', { name: p.name }).fill(name)
  if (withWords) await page.getByRole('switch', { name: i.addWords }).check()
  await press(page, i.create)
  await expect(page.getByTestId('join-code')).toHaveText(/^\d{3} \d{3}$/)
  return (await page.getByTestId('join-code').textContent()) ?? ''
}
async function join(page: Person, { words }: Walk, code: string): Promise<void> {
  await press(page, words.phrases.join)
  await page.getByRole('textbox', { name: words.invitePhrases.joinCode }).fill(code)
}
async function say(page: Person, { words }: Walk, text: string): Promise<void> {
  await page.getByRole('textbox', { name: words.chatPhrases.message }).fill(text)
  await press(page, words.chatPhrases.send)
}
const arrived = (page: Person, count: number) => expect(page.getByTestId('message')).toHaveCount(count)

/** The first run, an invite, and joining it. */
export async function beginnings(walk: Walk): Promise<void> {
  const { words, look, people } = walk
  const { phrases: p, invitePhrases: i } = words
  const [anna, ben] = [await walk.open(), await walk.open()]
  await look('home', anna)
  await anna.keyboard.press('?')
  await expect(anna.getByRole('dialog')).toBeVisible()
  await look('shortcuts', anna)
  await closeSheet(anna, walk)
  await press(anna, p.newSession)
  await expect(button(anna, i.create)).toBeVisible()
  await look('new-session', anna)
  await closeSheet(anna, walk)
  await invite(anna, walk, people[1])
  await look('invite', anna)
  await press(anna, i.done)
  await invite(anna, walk, `${people[1]} `.repeat(12).trim(), true)
  await look('invite-words', anna)
  await press(ben, p.join)
  await expect(ben.getByRole('textbox', { name: i.joinCode })).toBeVisible()
  await look('join', ben)
  await ben.getByRole('textbox', { name: i.joinCode }).fill('000009')
  await expect(ben.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await look('join-wrong', ben)
  await press(ben, i.scan)
  await expect(ben.getByText(i.scanFailed.no_camera)).toBeVisible()
  await look('no-camera', ben)
}

/** An invite with words, and a guest who does not have them yet. */
export async function guarding(walk: Walk): Promise<void> {
  const { words, look, people } = walk
  const { invitePhrases: i } = words
  const [anna, ben] = [await walk.open(), await walk.open()]
  await join(ben, walk, await invite(anna, walk, people[1], true))
  await expect(ben.getByRole('textbox', { name: i.words })).toBeVisible()
  await ben.getByRole('textbox', { name: i.words }).fill('me')
  await look('words', ben)
  await expect(anna.locator('[role=status][data-state=securing]')).toBeVisible()
  await look('securing', anna)
  await ben.getByRole('textbox', { name: i.words }).fill('zucchini zookeeper')
  await ben.getByRole('dialog').getByRole('button', { name: walk.words.phrases.join, exact: true }).click()
  await expect(ben.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await look('words-wrong', ben)
}

/** The screens behind a chat's menu. */
async function menuOf(page: Person, walk: Walk): Promise<void> {
  const { phrases: p, chatPhrases: c } = walk.words
  const choose = async (item: string): Promise<void> => {
    await press(page, c.sessionOptions)
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  await press(page, c.sessionOptions)
  await expect(page.getByRole('menuitem', { name: c.leave })).toBeVisible()
  await walk.look('session-menu', page)
  await page.getByRole('menu').press('Escape')
  await choose(c.messageLifetime)
  await expect(page.getByRole('dialog')).toBeVisible()
  await walk.look('lifetime', page)
  await closeSheet(page, walk)
  await choose(c.hideAddress)
  await expect(page.getByRole('dialog')).toBeVisible()
  await walk.look('hide-address', page)
  await closeSheet(page, walk)
  for (const [name, item, answer] of [
    ['rename', p.rename, p.cancel],
    ['leave', c.leave, c.stay],
    ['delete', c.deleteSession, c.keep],
  ] as const) {
    await choose(item)
    await expect(button(page, answer)).toBeVisible()
    await walk.look(name, page)
    await press(page, answer)
    await expect(page.locator('dialog')).toHaveCount(0)
  }
}

/** Sends where this person is, after looking at why it cannot be found. */
async function locating(page: Person, { words, look }: Walk): Promise<void> {
  const { attachmentPhrases: a, phrases: p, chatPhrases: c } = words
  await press(page, a.attach)
  const entry = page.getByRole('menuitem', { name: a.location, exact: true })
  await expect(entry).toBeVisible()
  await look('attach-menu', page)
  await entry.click()
  const dialog = page.getByRole('dialog', { name: a.sendWhereYouAre })
  await expect(dialog.getByText(a.locationFailed.denied)).toBeVisible()
  await look('location-denied', page)
  await standIn(page)
  await dialog.getByRole('button', { name: p.again, exact: true }).click()
  await expect(page.getByTestId('location-found')).toBeVisible()
  await look('location', page)
  await dialog.getByRole('button', { name: c.send, exact: true }).click()
  await expect(page.getByTestId('attachment')).toBeVisible()
}

/** Two people chat, compare the safety check, and leave. */
export async function talking(walk: Walk): Promise<void> {
  const { words, look, people } = walk
  const { chatPhrases: c, safetyCheckPhrases: s, conversationPhrases } = words
  const [anna, ben] = [await walk.open(), await walk.open()]
  await join(ben, walk, await invite(anna, walk, people[1]))
  await connected(anna, ben)
  await look('chat-empty', anna)
  for (const [at, text] of walk.talk.entries()) {
    const [from, to] = at % 2 === 0 ? [ben, anna] : [anna, ben]
    await say(from, walk, text)
    await arrived(to, at + 1)
  }
  await look('chat', anna)
  await anna.locator('.bubble').nth(1).click({ button: 'right' })
  await expect(anna.getByRole('menuitemradio').first()).toBeVisible()
  await look('message-menu', anna)
  await anna.getByRole('menuitem', { name: c.reply }).click()
  await look('answering', anna)
  await say(anna, walk, walk.talk[0] ?? '')
  await locating(anna, walk)
  await arrived(ben, walk.talk.length + 2)
  await look('location-arrived', ben)
  await menuOf(anna, walk)
  for (const page of [anna, ben]) await press(page, c.safetyCheck)
  await expect(anna.getByTestId('safety-pictures')).toBeVisible()
  await look('safety-check', anna)
  await anna.getByText(s.limitsTitle).click()
  await look('safety-explained', anna)
  for (const page of [anna, ben]) await press(page, s.match)
  await expect(anna.locator('.trust-verdict[data-trust=sas]')).toBeVisible()
  await look('verified', anna)
  for (const page of [anna, ben]) await closeSheet(page, walk)
  await press(ben, c.sessionOptions)
  await ben.getByRole('menuitem', { name: c.messageLifetime }).click()
  await ben.getByRole('radio', { name: c.lifetimeName[604_800] }).check()
  await press(ben, s.lifetimePropose)
  await expect(button(anna, c.accept)).toBeVisible()
  await look('proposal', anna)
  await press(anna, c.decline)
  await say(ben, walk, `Hi ${'long'.repeat(60)}`)
  await arrived(anna, walk.talk.length + 3)
  await look('long-word', anna)
  await press(anna, conversationPhrases.details)
  await expect(anna.getByRole('dialog').getByText(c.same)).toBeVisible()
  await look('details', anna)
  await anna.getByRole('button', { name: c.coverNow }).click()
  await expect(anna.getByTestId('privacy-overlay')).toBeVisible()
  await look('cover', anna)
  await anna.getByTestId('privacy-overlay').click()
  await ben.goto('about:blank')
  await expect(anna.locator('[role=status][data-state=away]')).toBeVisible()
  await look('away', anna)
}

const WEEK_SECONDS = 604_800
/** Stored messages with every mark: read, delivered, not delivered, waiting and unsent. */
function everyMark(session: string, talk: readonly string[]): Readonly<Record<string, unknown>> {
  const at = Date.now() - 60_000
  const [first = '', second = '', third = '', fourth = ''] = talk
  const ids = Array.from({ length: 7 }, () => crypto.randomUUID())
  const own = (k: number, n: number, text: string) => ({ k, at, id: ids[k], text, kind: 'own', s: 'own', n })
  const waits = { n: 4, chain: '', at, bytes: 20, state: 'waiting', kind: 'text', id: ids[6], text: fourth }
  const items = [
    { k: 0, at, kind: 'notice', notice: 'joined_again' },
    { k: 1, at, id: ids[1], text: first, kind: 'theirs', reactions: { me: 'heart' } },
    { ...own(2, 1, second), read: true, re: { by: 'you', id: ids[1] } },
    { k: 3, at, id: ids[3], text: third, kind: 'theirs', unsent: 'done' },
    { ...own(4, 2, third), reactions: { you: 'up' } },
    own(5, 3, second),
    own(6, 4, fourth),
  ]
  const key = `chat.talk.${session}`
  return {
    [key]: {
      version: 3,
      own: { s: 'own', acked: 3, ackedChain: '', entries: [waits], same: true, missing: 0, acts: [] },
      theirs: { s: 'theirs', n: 2, chain: '', same: true },
      ...{
        count: items.length,
        seen: [],
        failed: [ids[5]],
        open: [],
        pages: [0],
        draft: '',
        answering: null,
      },
    },
    [`${key}.0`]: items,
  }
}

/** Messages with every mark, and the list of sessions. */
export async function keeping(walk: Walk): Promise<void> {
  const { words, look, people } = walk
  const { phrases: p, invitePhrases: i } = words
  const [anna, ben] = [await walk.open(), await walk.open()]
  await join(ben, walk, await invite(anna, walk, people[1]))
  await connected(anna, ben)
  await ben.goto('about:blank')
  await press(anna, p.back)
  await expect(anna.getByRole('listitem')).toHaveCount(1)
  // The app is not running on this page, so it cannot overwrite the stored data.
  const home = anna.url()
  await anna.goto(new URL('/icon.svg', home).href)
  const { sessions } = (await anna.stored.sessions()) as { sessions: readonly { readonly id: string }[] }
  const lifetime = { seconds: WEEK_SECONDS, rev: 1, accepted: null, mine: [], theirs: null }
  await anna.stored.put({
    'chat.sessions.v1': { version: 2, sessions: sessions.map((one) => ({ ...one, lifetime })) },
    ...everyMark(sessions[0]?.id ?? '', walk.talk),
  })
  await anna.goto(home)
  await anna.getByRole('listitem').filter({ hasText: people[1] }).getByRole('button').first().click()
  await arrived(anna, 5)
  await expect(anna.locator('[role=status][data-state=away]')).toBeVisible()
  await look('marks', anna)
  await press(anna, p.back)
  for (const name of people) {
    await invite(anna, walk, `${name} ${name}`)
    await press(anna, i.done)
  }
  await look('sessions', anna)
  await anna.getByRole('listitem').filter({ hasText: people[1] }).first().click({ button: 'right' })
  await expect(anna.getByRole('menuitem', { name: p.pin })).toBeVisible()
  await look('row-menu', anna)
  await anna.getByRole('menuitem', { name: p.pin }).click()
  await expect(anna.getByRole('listitem').first().getByRole('img', { name: p.pinned })).toBeVisible()
  if (walk.swipe) {
    await walk.swipe(anna, people[1])
    await look('swiped', anna)
  }
  const second = asPerson(await anna.context().newPage())
  await second.goto(anna.url())
  await expect(button(second, p.useHere)).toBeVisible()
  await look('elsewhere', second)
}

/** A phone without WebRTC: its notice, its offer, and a chat through the server. */
export async function throughServer(walk: Walk): Promise<void> {
  const { words, look, people } = walk
  const { relay, accept } = words.chatPhrases
  const [anna, ben] = [await walk.open('bare'), await walk.open()]
  await join(ben, walk, await invite(anna, walk, people[1]))
  await expect(button(anna, relay.offer)).toBeVisible()
  await look('offline', anna)
  await expect(ben.locator('[role=status][data-state=connecting]')).toBeVisible()
  await look('connecting', ben)
  await press(anna, relay.offer)
  const question = anna.locator('dialog').getByRole('button', { name: relay.yes })
  await expect(question).toBeVisible()
  await look('server-question', anna)
  await question.click()
  await expect(button(ben, accept)).toBeVisible()
  await look('server-asking', anna)
  await look('server-asked', ben)
  await press(ben, accept)
  await connected(anna, ben)
  await say(anna, walk, walk.talk[0] ?? '')
  await arrived(ben, 1)
  await say(ben, walk, walk.talk[1] ?? '')
  await arrived(anna, 2)
  await look('chat-bare', anna)
  await look('chat-server', ben)
}

/** Settings with all pages, App lock, and Erase all data. */
export async function settling(walk: Walk): Promise<void> {
  const { words, look, people } = walk
  const { phrases: p, settingsPhrases: s, appLockPhrases: lock, diagnosticsPhrases: d } = words
  const anna = await walk.open()
  await invite(anna, walk, people[1])
  await press(anna, words.invitePhrases.done)
  await press(anna, p.settings)
  await expect(anna.getByRole('heading', { name: p.settings, exact: true })).toBeVisible()
  await look('settings', anna)
  for (const [name, title] of [
    ['identities', s.sessionIdentities],
    ['server-knows', s.whatServerKnows],
    ['server', s.server],
    ['appearance', s.look.title],
    ['notifications', words.nudgePhrases.notifications],
    ['diagnostics', s.diagnostics],
    ['install', s.installTitle],
    ['about', s.about],
  ] as const) {
    await press(anna, title)
    await expect(anna.getByRole('heading', { name: title, exact: true })).toBeVisible()
    if (name === 'diagnostics') {
      await press(anna, d.run)
      await expect(anna.locator('.verdict[data-verdict=good]').first()).toBeVisible()
      await expect(button(anna, d.again)).toBeVisible({ timeout: 40_000 })
    }
    await look(name, anna)
    await press(anna, p.back)
  }
  await press(anna, lock.exportSessions)
  await expect(anna.getByRole('dialog')).toBeVisible()
  await look('export', anna)
  await press(anna, p.cancel)
  await expect(anna.getByRole('dialog')).toHaveCount(0)
  await press(anna, lock.eraseAll)
  await expect(anna.getByRole('alertdialog')).toBeVisible()
  await look('erase-question', anna)
  await anna.keyboard.press('Escape')
  await expect(anna.getByRole('alertdialog')).toHaveCount(0)
  await locking(walk, anna)
}

async function locking({ words, look }: Walk, anna: Person): Promise<void> {
  const { appLockPhrases: lock } = words
  await anna.getByRole('switch', { name: lock.appLock }).click()
  await anna.getByLabel(lock.passphrase, { exact: true }).fill(PASSPHRASE)
  await look('passphrase', anna)
  await anna.getByLabel(lock.repeat, { exact: true }).fill(PASSPHRASE)
  await press(anna, lock.set)
  await expect(button(anna, lock.lockNow)).toBeVisible()
  await expect(anna.locator('dialog')).toHaveCount(0)
  await look('security', anna)
  await press(anna, lock.lockNow)
  await expect(anna.getByRole('heading', { name: lock.locked })).toBeVisible()
  await look('locked', anna)
  await anna.getByLabel(lock.passphrase, { exact: true }).fill('wrong')
  await press(anna, lock.unlock)
  await expect(anna.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await look('locked-wrong', anna)
  await anna.getByRole('link', { name: lock.eraseAll }).click()
  const question = anna.getByRole('alertdialog')
  await expect(question).toBeVisible()
  await look('erase', anna)
  await question.getByRole('textbox').fill(lock.eraseWord)
  await question.getByRole('button', { name: lock.erase, exact: true }).click()
  await expect(anna.getByTestId('audit-total')).toBeVisible()
  await look('erased', anna)
}

/** In a Safari tab on an iPhone: install instructions, and an invite that must not be used up here. */
export async function installing(walk: Walk): Promise<void> {
  const { words, look, people } = walk
  const { settingsPhrases: s, invitePhrases: i } = words
  const anna = await walk.open('iphone')
  await invite(anna, walk, people[1])
  await press(anna, i.done)
  await expect(button(anna, s.installHow)).toBeVisible()
  await look('install-banner', anna)
  await press(anna, s.installHow)
  await expect(anna.getByRole('heading', { name: s.installTitle })).toBeVisible()
  await look('install-iphone', anna)
  const url = new URL('/#j=482913', anna.url()).href
  await anna.goto('about:blank')
  await anna.goto(url)
  await expect(button(anna, i.continueHere)).toBeVisible()
  await look('arrival', anna)
}

export const WALKS = { beginnings, guarding, talking, keeping, throughServer, settling, installing } as const

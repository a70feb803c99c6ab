/** The chat on a person's screen: messages and their marks. Typing and reading go by script, since a touch would count as returning to the app. */
import { expect, type Locator, type Page } from '@playwright/test'

async function type(page: Page, ...texts: readonly string[]): Promise<void> {
  await page.locator('.composer textarea').waitFor({ state: 'attached' })
  await page.evaluate(async (all) => {
    const field = document.querySelector<HTMLTextAreaElement>('.composer textarea')
    const button = document.querySelector<HTMLButtonElement>('.composer .send')
    if (!field || !button) throw new Error('nowhere to type')
    const { port1, port2 } = new MessageChannel()
    // A hidden page's timers are throttled; messages are not.
    const turn = () =>
      new Promise((resolve) => {
        port1.onmessage = resolve
        port2.postMessage(null)
      })
    const until = async (disabled: boolean) => {
      while (button.disabled !== disabled) await turn()
    }
    for (const text of all) {
      field.value = text
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await until(false)
      button.click()
      await until(true)
    }
    port1.close()
  }, texts)
}

const ownShown = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-testid=message][data-own=true] .bubble-text')].map(
      ({ textContent }) => textContent ?? '',
    ),
  )
async function typeUntilShown(page: Page, ...texts: readonly string[]): Promise<void> {
  await type(page, ...texts)
  await expect.poll(async () => (await ownShown(page)).at(-1), { intervals: [5] }).toBe(texts.at(-1))
}
interface Seen {
  /** Own messages in order, each with its mark. */
  readonly own: readonly string[]
  readonly theirs: readonly string[]
}

const readTalk = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const lines = [...document.querySelectorAll<HTMLElement>('[data-testid=message]')]
    const textOf = (line: HTMLElement): string => line.querySelector('.bubble-text')?.textContent ?? ''
    document.querySelector('.timeline-scroll')?.scrollTo(0, 0)
    return {
      own: lines
        .filter(({ dataset }) => dataset.own === 'true')
        .map((line) => `${textOf(line)} (${line.dataset.state})`),
      theirs: lines.filter(({ dataset }) => dataset.own === 'false').map(textOf),
    }
  })

async function expectTalk(
  page: Page,
  { own, theirs }: Seen,
  options: { readonly withinMs?: number } = {},
): Promise<void> {
  const expected = { own: own.map((text) => `${text} (delivered)`), theirs }
  await expect.poll(() => readTalk(page), { timeout: options.withinMs ?? 30_000 }).toEqual(expected)
}

const expectOwnDelivered = (page: Page): Promise<void> =>
  expect
    .poll(async () => (await readTalk(page)).own.filter((line) => !line.endsWith('(delivered)')))
    .toEqual([])

const watchArrivals = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const arrivals: Record<string, number> = {}
    Object.assign(globalThis, { arrivals })
    const look = (): void => {
      for (const line of document.querySelectorAll('[data-testid=message][data-own=false] .bubble-text'))
        arrivals[line.textContent ?? ''] ??= Date.now()
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  })
const arrivalsOf = (page: Page): Promise<Readonly<Record<string, number>>> =>
  page.evaluate(() => (globalThis as unknown as { arrivals: Record<string, number> }).arrivals)

export interface Chat {
  readonly status: () => Locator
  /** The trust line in the header: verified or not. */
  readonly trust: () => Locator
  /** Opens Details, runs `act` there, and closes it. */
  readonly inDetails: (act: (details: Locator) => Promise<unknown>) => Promise<void>
  readonly messages: () => Locator
  /** The newest own message, which carries its mark. */
  readonly lastMark: () => Locator
  /** Types and sends each text, also while the page is hidden. */
  readonly type: (...texts: readonly string[]) => Promise<void>
  /** As `type`, and waits until the last text is a bubble: from then on it must survive this page. */
  readonly typeUntilShown: (...texts: readonly string[]) => Promise<void>
  readonly ownShown: () => Promise<readonly string[]>
  /** Reads all messages; loads older ones at the top as a person does. */
  readonly read: () => Promise<Seen>
  /** Expects all messages within this time: each once, in its sender's order, and every own one Delivered. */
  readonly expectAll: (all: Seen, options?: { readonly withinMs?: number }) => Promise<void>
  /** After a reload in a session without a lifetime: expects every own message still shown to be Delivered. */
  readonly expectOwnDelivered: () => Promise<void>
  /** Records when each message of the peer appeared, until the page is reloaded. */
  readonly watchArrivals: () => Promise<void>
  readonly arrivals: () => Promise<Readonly<Record<string, number>>>
}

export const createChat = (page: Page): Chat => ({
  status: () => page.locator('[role=status][data-state]'),
  trust: () => page.locator('.trust'),
  async inDetails(act) {
    await page.getByRole('button', { name: 'Details' }).click()
    const details = page.getByRole('dialog', { name: 'Details' })
    await act(details)
    await details.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(details).toBeHidden()
  },
  messages: () => page.getByTestId('message').locator('.bubble-text'),
  lastMark: () => page.locator('[data-testid=message][data-own=true]').last(),
  type: (...texts) => type(page, ...texts),
  typeUntilShown: (...texts) => typeUntilShown(page, ...texts),
  ownShown: () => ownShown(page),
  read: () => readTalk(page),
  expectAll: (all, options) => expectTalk(page, all, options),
  expectOwnDelivered: () => expectOwnDelivered(page),
  watchArrivals: () => watchArrivals(page),
  arrivals: () => arrivalsOf(page),
})

/** A phone that is used again carries nothing from one test into the next. */
import { expect, test } from 'bun:test'
import { EventEmitter } from 'node:events'
import type { BrowserContext, Page } from '@playwright/test'
import { createUsedPhones } from './used-phones.ts'

const ORIGIN = 'http://localhost:1'

/** A context with one page, as far as the phones use it; `log` names what was done to it, in order. */
function createContext(): { readonly context: BrowserContext; readonly log: string[] } {
  const log: string[] = []
  const noting =
    (what: string) =>
    async (...args: readonly unknown[]): Promise<void> =>
      void log.push([what, ...args.filter((arg) => typeof arg === 'string')].join(' '))
  const pages: object[] = []
  const context: object = Object.assign(new EventEmitter(), {
    clock: {},
    pages: () => pages,
    unrouteAll: noting('unroute'),
    clearCookies: noting('cookies'),
    close: noting('close'),
    grantPermissions: noting('grant'),
    newCDPSession: async () => ({
      send: async (name: string, { storageTypes }: { storageTypes: string }) =>
        void log.push(`${name} ${storageTypes}`),
      detach: async () => {},
    }),
    async newPage() {
      const page = Object.assign(new EventEmitter(), {
        clock: {},
        context: () => context,
        url: () => ORIGIN,
        isClosed: () => false,
        goto: noting('goto'),
        close: noting('close page'),
        evaluate: noting('evaluate'),
        unrouteAll: noting('unroute page'),
        addInitScript: noting('script'),
        setDefaultTimeout: noting('timeout'),
        mouse: { move: async () => {} },
      })
      pages.push(page)
      return page
    },
  })
  return { context: context as BrowserContext, log }
}

async function takeOne() {
  const phones = createUsedPhones()
  const { context, log } = createContext()
  const page = await phones.take('kind', async () => context)
  return { phones, page, context, log }
}
const fresh = async (): Promise<BrowserContext> => createContext().context

test('a phone comes back emptied, for the same kind alone', async () => {
  const { phones, page, log } = await takeOne()
  await page.context().newPage()
  await phones.giveBack(page, ORIGIN)
  expect(log).toContain('goto about:blank')
  expect(log).toContain('close page')
  expect(log).toContain('cookies')
  expect(log).toContain('Storage.clearDataForOrigin all')
  expect(await phones.take('other', fresh)).not.toBe(page)
  expect(await phones.take('kind', fresh)).toBe(page)
})

test('a phone to which a test did what lasts is closed', async () => {
  const deeds: readonly ((page: Page) => unknown)[] = [
    (page) => page.addInitScript('1'),
    (page) => page.setDefaultTimeout(1),
    (page) => page.clock,
    (page) => page.context().clock,
    (page) => page.context().grantPermissions(['notifications']),
    (page) => page.context().newCDPSession(page),
  ]
  for (const deed of deeds) {
    const { phones, page, log } = await takeOne()
    await deed(page)
    await phones.giveBack(page, ORIGIN)
    expect(log).toContain('close')
    expect(await phones.take('kind', fresh)).not.toBe(page)
  }
})

test('what one test listens to is not heard by the next, also the second time', async () => {
  const { phones, page } = await takeOne()
  for (let round = 0; round < 2; round += 1) {
    page.on('console', () => {})
    page.context().on('page', () => {})
    await phones.giveBack(page, ORIGIN)
    expect([page, page.context()].map((one) => (one as unknown as EventEmitter).eventNames())).toEqual([
      [],
      [],
    ])
    await phones.take('kind', fresh)
  }
})

test('a phone that cannot be emptied is closed', async () => {
  const { phones, page, context, log } = await takeOne()
  Object.assign(context, { clearCookies: () => Promise.reject(new Error('gone')) })
  await phones.giveBack(page, ORIGIN)
  expect(log).toContain('close')
  expect(await phones.take('kind', fresh)).not.toBe(page)
})

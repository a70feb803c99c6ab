/** Decides which launches into an open window are new. */
import { afterEach, expect, spyOn, test } from 'bun:test'
import { createFakeClock } from '../clock.fake.ts'
import { followLaunches } from './launches.ts'
import { createBrowserPage } from './page.ts'

afterEach(() => {
  globalThis.launchQueue = undefined
})

function follow(start: 'navigate' | 'reload', openedWith: string) {
  const clock = createFakeClock()
  const arrived: string[] = []
  let launch = (_: { readonly targetURL?: string }): void => {}
  globalThis.launchQueue = {
    setConsumer(consumer) {
      launch = consumer
    },
  }
  const entries = spyOn(performance, 'getEntriesByType').mockReturnValue([
    { type: start } as unknown as PerformanceEntry,
  ])
  followLaunches(clock, openedWith, (fragment) => arrived.push(fragment))
  entries.mockRestore()
  return {
    clock,
    arrived,
    launch: (fragment: string) => launch({ targetURL: `https://chat.example/${fragment}` }),
  }
}

test('the launch that opened the window is repeated once and is not new', () => {
  const { arrived, launch } = follow('navigate', '#j=482913')
  launch('#j=482913')
  launch('#j=111222')
  launch('')
  launch('#j=482913')
  expect(arrived).toEqual(['#j=111222', '#j=482913'])
})

test('a window not opened by a launch accepts the first one', () => {
  const { arrived, launch } = follow('navigate', '')
  launch('#join')
  expect(arrived).toEqual(['#join'])
})

test('after a reload the last launch is repeated, and is not new', () => {
  const { clock, arrived, launch } = follow('reload', '')
  launch('#j=482913')
  clock.advance(10_000)
  launch('#j=111222')
  expect(arrived).toEqual(['#j=111222'])
})

test('the link that opened the window arrives once, though its launch is reported after the page took it', async () => {
  const consumer = Promise.withResolvers<(launch: { readonly targetURL?: string }) => void>()
  const browser = {
    window: new EventTarget(),
    location: { hash: '', pathname: '/', origin: 'https://chat.example' },
    launchFragment: '#j=482913',
    launchQueue: { setConsumer: consumer.resolve },
  }
  const given = globalThis as unknown as Record<string, unknown>
  const before = Object.keys(browser).map((name) => [name, given[name]] as const)
  Object.assign(given, browser)
  try {
    const page = createBrowserPage(createFakeClock())
    expect(page.takeFragment()).toBe('#j=482913')
    const arrived: string[] = []
    page.onArrival(() => arrived.push(page.takeFragment()))
    const launch = await consumer.promise
    launch({ targetURL: 'https://chat.example/#j=482913' })
    launch({ targetURL: 'https://chat.example/#j=111222' })
    expect(arrived).toEqual(['#j=111222'])
  } finally {
    for (const [name, value] of before) given[name] = value
  }
})

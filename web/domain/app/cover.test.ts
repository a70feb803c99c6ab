/** When the cover appears by itself, and when it does not. */
import { expect, test } from 'bun:test'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createCover } from './cover.ts'

const start = (phone: boolean, wanted = false) => {
  const page = createFakePage('https://chat.test', '', phone)
  const cover = createCover(page, () => wanted)
  page.onEdge(cover.onEdge)
  return { page, cover }
}

test('on a phone the cover appears when the focus is lost, before the app switcher takes its picture', () => {
  const { page, cover } = start(true)
  page.edge('blur')
  expect(cover.shown.value).toBe(true)
  page.edge('focus')
  expect(cover.shown.value).toBe(false)
})

test('on a desktop another window in front changes nothing, unless the person chose the cover', () => {
  const { page, cover } = start(false)
  page.edge('blur')
  expect(cover.shown.value).toBe(false)
  const wanted = start(false, true)
  wanted.page.edge('blur')
  expect(wanted.cover.shown.value).toBe(true)
})

test('a hidden page is covered on every device', () => {
  for (const kind of ['hidden', 'pagehide', 'freeze'] as const) {
    const { page, cover } = start(false)
    page.edge(kind)
    expect(cover.shown.value).toBe(true)
  }
})

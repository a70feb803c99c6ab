/** When the cover comes up by itself, and when it does not. */
import { expect, test } from 'bun:test'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createCover } from './cover.ts'

const start = (phone: boolean, wanted = false) => {
  const page = createFakePage('https://chat.test', '', phone)
  const cover = createCover(page, () => wanted)
  page.onEdge(cover.onEdge)
  return { page, cover }
}

test('on a phone the cover is up as the focus goes, before the switcher takes its picture', () => {
  const { page, cover } = start(true)
  page.edge('blur')
  expect(cover.shown.value).toBe(true)
  page.edge('focus')
  expect(cover.shown.value).toBe(false)
})

test('at a desk another window in front changes nothing, unless the person wants it so', () => {
  const { page, cover } = start(false)
  page.edge('blur')
  expect(cover.shown.value).toBe(false)
  const wanted = start(false, true)
  wanted.page.edge('blur')
  expect(wanted.cover.shown.value).toBe(true)
})

test('a page that is out of sight is covered everywhere', () => {
  for (const kind of ['hidden', 'pagehide', 'freeze'] as const) {
    const { page, cover } = start(false)
    page.edge(kind)
    expect(cover.shown.value).toBe(true)
  }
})

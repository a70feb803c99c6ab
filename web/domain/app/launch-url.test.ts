/** Invites and shortcuts from links that start the page or open while it is open. */
import { expect, test } from 'bun:test'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createLaunchUrl } from './launch-url.ts'

const ORIGIN = 'https://chat.example'
const SECRET = 'Zx_-9aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789_8'

function open(fragment = '', isNew = false) {
  const page = createFakePage(ORIGIN, fragment)
  const launch = createLaunchUrl(page, () => isNew)
  launch.read()
  return { page, launch }
}

test('the link that starts the page is taken once', () => {
  const { launch, page } = open(`#j=482913&s=${SECRET}`)
  expect(launch.invite.value?.link).toBe(`${ORIGIN}/#j=482913&s=${SECRET}`)
  launch.forgetInvite()
  expect(launch.invite.value).toBeNull()
  expect(page.takeFragment()).toBe('')
})

test('a link opened later is taken like the first one, and the latest counts', () => {
  const { launch, page } = open()
  page.arrive('#j=111222')
  page.arrive(`#j=482913&s=${SECRET}`)
  expect(launch.invite.value?.fragment).toBe(`#j=482913&s=${SECRET}`)
  launch.forgetInvite()
  page.arrive('#join')
  expect([launch.invite.value, launch.shortcut.value]).toEqual([null, 'join'])
})

test('an invite link that mail has encoded is recognised', () => {
  for (const fragment of ['#j%3D482913%26s%3Dx', '#j=3D482913', '#x=1&J=482913&amp;s=x'])
    expect(open(fragment).launch.invite.value?.fragment).toBe(fragment)
})

test('an invite waiting behind the lock survives another launch', () => {
  const { launch, page } = open('#j=482913')
  page.arrive('#new')
  page.arrive('#nothing')
  expect([launch.invite.value?.fragment, launch.shortcut.value]).toEqual(['#j=482913', 'new'])
})

test('only a person without sessions who arrives by an invite is a newcomer', () => {
  expect(open('#j=482913', true).launch.newcomer.value).toBe(true)
  expect(open('#j=482913', false).launch.newcomer.value).toBe(false)
  expect(open('', true).launch.newcomer.value).toBe(false)
})

/** Several events of one return cause one resume, which reports how stale the connections may be. */
import { expect, test } from 'bun:test'
import { createFakeClock } from '../../platform/clock.fake.ts'
import type { EdgeKind } from '../../platform/page/page.ts'
import { createResume } from './resume.ts'

const SETTLED_MS = 50

function start() {
  const clock = createFakeClock()
  const resumed: [stale: boolean, reason: EdgeKind][] = []
  const resume = createResume(clock, (stale, reason) => void resumed.push([stale, reason]))
  const tell = (...kinds: readonly EdgeKind[]): void => {
    for (const kind of kinds) resume.onEdge({ kind })
  }
  return { clock, resumed, tell, stop: resume.stop }
}

test('visible, focus and pageshow of one return are one resume, with the first reason', () => {
  const { clock, resumed, tell } = start()
  tell('hidden', 'visible', 'focus', 'touch')
  expect(resumed).toEqual([])
  clock.advance(SETTLED_MS)
  expect(resumed).toEqual([[false, 'visible']])
})

test('after five seconds away sockets count as stale, and the next return is a new one', () => {
  const { clock, resumed, tell } = start()
  tell('hidden')
  clock.advance(5_000)
  tell('visible')
  clock.advance(SETTLED_MS)
  tell('blur', 'focus')
  clock.advance(SETTLED_MS)
  expect(resumed).toEqual([
    [true, 'visible'],
    [false, 'focus'],
  ])
})

test('a returned network or a clock jump counts as stale at once, also together with another event', () => {
  for (const kind of ['online', 'pageshow', 'resume', 'clock_jump'] as const) {
    const { clock, resumed, tell } = start()
    tell('focus', kind)
    clock.advance(SETTLED_MS)
    expect(resumed).toEqual([[true, 'focus']])
  }
})

test('hiding is not a return, and nothing is reported after stop', () => {
  const { clock, resumed, tell, stop } = start()
  tell('hidden', 'pagehide', 'freeze', 'blur', 'offline')
  clock.advance(60_000)
  tell('visible')
  stop()
  clock.advance(SETTLED_MS)
  expect(resumed).toEqual([])
})

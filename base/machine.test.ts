/** The driver: one event is finished before the next begins. */
import { expect, test } from 'bun:test'
import { createDriver, type Step } from './machine.ts'

test('an effect that dispatches waits until the event at hand is finished', () => {
  const order: string[] = []
  const step = (state: number, event: string): Step<number, string> =>
    event === 'first' ? [state + 1, 'one', 'two'] : [state + 10]
  const driver = createDriver<number, string, string>(0, step, (effect, dispatch) => {
    order.push(`${effect} begins at ${driver.state()}`)
    if (effect === 'one') dispatch('again')
    order.push(`${effect} ends at ${driver.state()}`)
  })
  driver.dispatch('first')
  expect(order).toEqual(['one begins at 1', 'one ends at 1', 'two begins at 1', 'two ends at 1'])
  expect(driver.state()).toBe(11)
})

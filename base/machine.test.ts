/** The drivers finish one event, or one group of events, before the next begins. */
import { expect, test } from 'bun:test'
import { createAsyncDriver, createDriver, type Step } from './machine.ts'

test('an event dispatched by an effect waits until the current event is finished', () => {
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

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A machine that adds numbers; 'odd' throws in its step, 'last' in its effect. */
function createAdder(write: (next: number) => Promise<boolean>) {
  const seen: string[] = []
  const driver = createAsyncDriver<number, number | 'odd', number>(0, {
    async step(state, event) {
      await turn()
      if (event === 'odd') throw new Error('odd')
      return [state + event, event]
    },
    write,
    perform(effects, next) {
      seen.push(`${effects.join('+')}=${next}`)
    },
  })
  return { driver, seen }
}

test('events that come during a write form the next group, stepped and written together', async () => {
  const written: number[] = []
  const { driver, seen } = createAdder(async (next) => {
    await turn()
    written.push(next)
    return true
  })
  const all = [driver.post(1)]
  await turn()
  all.push(driver.post(2), driver.post(3))
  expect(await Promise.all(all)).toEqual([true, true, true])
  expect(written).toEqual([1, 6])
  expect(seen).toEqual(['1=1', '2+3=6'])
})

test('an event whose step throws rejects, and events posted before, with and after it happen', async () => {
  const { driver } = createAdder(async () => true)
  const before = driver.post(1)
  await turn()
  const [odd, with_] = [driver.post('odd'), driver.post(2)]
  expect(odd).rejects.toThrow('odd')
  expect(await before).toBe(true)
  expect(await with_).toBe(true)
  expect(await driver.post(4)).toBe(true)
  expect(driver.state()).toBe(7)
})

test('a write that throws or fails changes nothing, and the next group is tried', async () => {
  const answers: (() => boolean)[] = [
    () => {
      throw new Error('no disk')
    },
    () => false,
    () => true,
  ]
  const { driver, seen } = createAdder(async () => answers.shift()?.() ?? true)
  expect(driver.post(1)).rejects.toThrow('no disk')
  await turn()
  await turn()
  expect(await driver.post(2)).toBe(false)
  expect(seen).toEqual([])
  expect(await driver.post(3)).toBe(true)
  expect(seen).toEqual(['3=3'])
})

test('events beyond the queue’s bound are refused', async () => {
  const { driver } = createAdder(() => new Promise(() => {}))
  void driver.post(1)
  await turn()
  await turn()
  const many = Array.from({ length: 10_001 }, () => driver.post(1))
  expect(await many.at(-1)).toBe(false)
})

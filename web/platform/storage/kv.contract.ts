/** The contract of every Kv. */
import { expect, test } from 'bun:test'
import type { Kv } from './kv.ts'

export function kvContract(name: string, open: () => Promise<Kv>): void {
  test(`${name}: reading returns a copy of what was set`, async () => {
    const kv = await open()
    const value = { list: [1, 2] }
    expect(await kv.set('a', value)).toEqual({ ok: true, value: undefined })
    value.list.push(3)
    expect(await kv.get('a')).toEqual({ ok: true, value: { list: [1, 2] } })
    expect(await kv.get('b')).toEqual({ ok: true, value: undefined })
  })
  test(`${name}: removed and cleared keys are gone`, async () => {
    const kv = await open()
    await kv.set('a', 1)
    await kv.set('b', 2)
    await kv.remove('a')
    expect(await kv.keys()).toEqual({ ok: true, value: ['b'] })
    await kv.clear()
    expect(await kv.keys()).toEqual({ ok: true, value: [] })
    kv.close()
    expect((await kv.set('c', 3)).ok).toBe(true)
  })
  test(`${name}: a swap sets and removes together`, async () => {
    const kv = await open()
    await kv.set('old', 1)
    const entries = [
      ['a', { deep: [1] }],
      ['b', new Uint8Array([1, 2])],
    ] as const
    expect((await kv.swap({ set: entries, remove: ['old', 'never-there'] })).ok).toBe(true)
    expect(await kv.keys()).toEqual({ ok: true, value: ['a', 'b'] })
    expect(await kv.get('b')).toEqual({ ok: true, value: new Uint8Array([1, 2]) })
  })
}

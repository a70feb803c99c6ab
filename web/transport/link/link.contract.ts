/** The contract of every kind of link. */
import { expect, test } from 'bun:test'
import { settle } from '../../../tests/harness/settle.ts'
import type { Link, LinkEvent } from './link.ts'

/** Two ends of one kind of link, not yet open. */
export interface LinkPair {
  readonly first: Link
  readonly second: Link
  readonly heard: (which: 'first' | 'second') => readonly LinkEvent[]
  /** Opens both ends. */
  readonly open: () => void
}

const kindsOf = (events: readonly LinkEvent[]): readonly string[] => events.map(({ kind }) => kind)

export function linkContract(name: string, make: () => LinkPair): void {
  const opened = async (): Promise<LinkPair> => {
    const pair = make()
    pair.open()
    await settle()
    return pair
  }

  test(`${name}: takes no frame and has no binding before it is open`, () => {
    const { first } = make()
    expect([first.send(Uint8Array.of(1)), first.binding()]).toEqual([false, null])
  })

  test(`${name}: has a binding once open, and frames arrive whole and in order`, async () => {
    const { first, second, heard } = await opened()
    expect(first.binding()).not.toBeNull()
    const frames = [Uint8Array.of(0x10, 1, 2), new Uint8Array(16_384).fill(7), Uint8Array.of(0x20, 0)]
    for (const frame of frames) expect(first.send(frame)).toBe(true)
    expect(second.send(Uint8Array.of(0x11, 9))).toBe(true)
    await settle()
    const got = heard('second').flatMap((event) => (event.kind === 'frame' ? [event.bytes] : []))
    expect(got).toEqual(frames)
    expect(kindsOf(heard('first'))).toContain('frame')
  })

  test(`${name}: reports open once and lost once when given up, and takes no frame afterwards`, async () => {
    const { first, heard } = await opened()
    expect(kindsOf(heard('first')).filter((kind) => kind === 'open')).toHaveLength(1)
    first.giveUp()
    expect(kindsOf(heard('first')).filter((kind) => kind === 'lost')).toHaveLength(1)
    expect(first.send(Uint8Array.of(1))).toBe(false)
  })

  test(`${name}: is lost when the peer has left`, async () => {
    const { first, heard } = await opened()
    first.peerLeft()
    expect(kindsOf(heard('first')).at(-1)).toBe('lost')
  })

  test(`${name}: emits nothing once closed`, async () => {
    const { first, second, heard } = await opened()
    first.close()
    const before = heard('first').length
    second.send(Uint8Array.of(0x20, 1))
    await settle()
    first.giveUp()
    first.peerLeft()
    expect([heard('first').length, first.send(Uint8Array.of(1)), first.binding()]).toEqual([
      before,
      false,
      null,
    ])
  })
}

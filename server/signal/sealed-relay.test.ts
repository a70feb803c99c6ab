/** Sealed frames through the hub: none pass before both members agreed, and none after one declined. */
import { expect, test } from 'bun:test'
import { RELAY_BURST_BYTES, RELAY_CHARS_MAX } from '../../protocol/limits.ts'
import { startHub } from './hub.fake-peers.ts'

const FRAME = { type: 'relay', data: 'AAECAwQ' }
const last = (peer: { readonly told: Record<string, unknown>[] }) => peer.told.at(-1)

test('a frame passes unchanged, and only after both agreed in either order', async () => {
  const { join, send } = await startHub()
  const [a, b] = [await join('HOST'), await join('GUEST')]
  await send(a, FRAME)
  expect(last(a)).toMatchObject({ type: 'error', code: 'relay_not_agreed' })
  await send(a, { type: 'relay_request' })
  expect(last(b)).toMatchObject({ type: 'relay_request', from: String(a.data.id) })
  await send(a, FRAME)
  expect(last(a)).toMatchObject({ code: 'relay_not_agreed' })
  await send(b, FRAME)
  expect(last(b)).toMatchObject({ code: 'relay_not_agreed' })
  await send(b, { type: 'relay_accept' })
  expect(last(a)).toMatchObject({ type: 'relay_accept' })
  await send(a, FRAME)
  expect(last(b)).toMatchObject({ ...FRAME, from: String(a.data.id) })
  await send(b, FRAME)
  expect(last(a)).toMatchObject({ ...FRAME, from: String(b.data.id) })
})

test('one refusal ends it for both, and the consent of a socket that left is void', async () => {
  const { join, send } = await startHub()
  const [a, b] = [await join('HOST', 'seat-of-the-host-0001'), await join('GUEST')]
  await send(a, { type: 'relay_request' })
  await send(b, { type: 'relay_accept' })
  await send(b, { type: 'relay_decline' })
  expect(last(a)).toMatchObject({ type: 'relay_decline' })
  await send(a, FRAME)
  expect(last(a)).toMatchObject({ code: 'relay_not_agreed' })
  await send(a, { type: 'relay_request' })
  await send(b, { type: 'relay_accept' })
  const again = await join('HOST', 'seat-of-the-host-0001')
  await send(b, FRAME)
  expect(last(b)).toMatchObject({ code: 'relay_not_agreed' })
  await send(again, { type: 'relay_request' })
  await send(b, FRAME)
  expect(last(again)).toMatchObject(FRAME)
})

test('an operator can turn it off, and members are then not offered it', async () => {
  const { join, send } = await startHub({ relay: false })
  const [a] = [await join('HOST'), await join('GUEST')]
  expect(a.told[2]).not.toHaveProperty('relay')
  for (const signal of [{ type: 'relay_request' }, FRAME]) {
    await send(a, signal)
    expect(last(a)).toMatchObject({ type: 'error', code: 'relay_off' })
  }
  expect((await (await startHub()).join('HOST')).told).toHaveLength(2)
})

test('frames are limited in size and in bytes over time', async () => {
  const { join, send, wait } = await startHub()
  const [a, b] = [await join('HOST'), await join('GUEST')]
  await send(a, { type: 'relay_request' })
  await send(b, { type: 'relay_accept' })
  await send(a, { type: 'relay', data: 'A'.repeat(RELAY_CHARS_MAX + 1) })
  expect(last(a)).toMatchObject({ code: 'invalid' })
  await send(a, { type: 'relay', data: 'not base64url!' })
  expect(last(a)).toMatchObject({ code: 'invalid' })
  const full = { type: 'relay', data: 'A'.repeat(RELAY_CHARS_MAX) }
  const fit = Math.floor(RELAY_BURST_BYTES / RELAY_CHARS_MAX)
  for (let at = 0; at < fit; at += 1) await send(a, full)
  expect(b.told.filter(({ type }) => type === 'relay')).toHaveLength(fit)
  await send(a, full)
  expect(last(a)).toMatchObject({ code: 'rate_limited' })
  wait(1_000)
  await send(a, full)
  expect(b.told.filter(({ type }) => type === 'relay')).toHaveLength(fit + 1)
})

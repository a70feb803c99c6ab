/** Creating invites: a default name by time, a proposed lifetime, and a new code for an expired one. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createFakeStore } from '../connection/sessions.fake.ts'
import type { NewInvite } from './invite.model.ts'
import { createInvites } from './invites.ts'

const SERVER = 'https://chat.example'
const FIVE_MINUTES: NewInvite = {
  ...{ name: '', ephemeral: false, expiresInSeconds: 300, withWords: true, lifetimeSeconds: 0 },
}

async function start() {
  const { store, clock } = await createFakeStore([])
  const random = createSeededRandom(7)
  const asked: { joinid: string; client1: string }[] = []
  const forgotten: string[] = []
  const answers = { ok: true }
  const invites = createInvites({
    ...{ store, clock, random },
    rest: {
      createInvite: async (_server: string, body: { joinid: string; client1: string }) => {
        if (!answers.ok) return err({ code: 'server_unreachable' })
        asked.push(body)
        return ok(undefined)
      },
    } as never,
    nameFor: (at, number) => `${new Date(at).toISOString()} ${number}`,
    forget: (_server, deviceId) => void forgotten.push(deviceId),
  })
  const make = async (input: Partial<NewInvite> = {}) => {
    const made = await invites.create(SERVER, { ...FIVE_MINUTES, ...input })
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  }
  return { invites, make, store, asked, forgotten, answers }
}

test('a session without a name is named by its creation time, and is marked as unnamed', async () => {
  const { make, store } = await start()
  const [first, second, named] = [await make(), await make(), await make({ name: ' Mum ' })]
  expect(store.find(first)?.name).toMatch(/ 1$/)
  expect(store.find(second)?.name).toMatch(/ 2$/)
  expect(store.find(first)?.named).toBe(false)
  expect(store.find(named)).toMatchObject({ name: 'Mum', named: true })
})

test('a lifetime chosen with a new session is only proposed; an ephemeral session proposes none', async () => {
  const { make, store } = await start()
  const lifetime = store.find(await make({ lifetimeSeconds: 86_400 }))?.lifetime
  expect(lifetime).toMatchObject({ seconds: 0, mine: [{ seconds: 86_400 }] })
  expect(store.find(await make({ lifetimeSeconds: 86_400, ephemeral: true }))?.lifetime.mine).toEqual([])
})

test('a new code replaces the old one: same session and choices, none of the old secrets, and the server deletes the old code', async () => {
  const { invites, make, store, asked, forgotten } = await start()
  const id = await make({ name: 'Mum', expiresInSeconds: 3_600, lifetimeSeconds: 86_400 })
  const before = store.find(id)
  await store.change(id, (record) => ({ ...record, pinned: true, state: { kind: 'expired' }, keys: null }))
  expect(await invites.renew(id)).toEqual(ok(id))
  const after = store.find(id)
  expect(after).toMatchObject({ name: 'Mum', pinned: true, invite: { seconds: 3_600, words: true } })
  expect(after?.state).toMatchObject({ kind: 'pending', joinCode: asked[1]?.joinid })
  expect(after?.keys?.pairing?.words).toBeTruthy()
  expect(after?.lifetime.mine[0]?.seconds).toBe(86_400)
  expect(after?.identity.deviceId).not.toBe(before?.identity.deviceId as never)
  expect(forgotten).toEqual([before?.identity.deviceId as string])
})

test('without a server the old code stays unchanged', async () => {
  const { invites, make, store, answers, forgotten } = await start()
  const id = await make()
  const before = store.find(id)
  answers.ok = false
  expect(await invites.renew(id)).toEqual(err({ code: 'server_unreachable' }))
  expect(store.find(id)).toBe(before as never)
  expect(forgotten).toEqual([])
})

test('a guest who joined by the old code meanwhile stays in the session', async () => {
  const { invites, make, store, asked, forgotten } = await start()
  const id = await make()
  const before = store.find(id)
  const renewing = invites.renew(id)
  await store.change(id, (record) => ({
    ...record,
    state: { kind: 'accepted', roomId: 'room-00000001' as never, left: false },
  }))
  await renewing
  expect(store.find(id)?.state.kind).toBe('accepted')
  expect(store.find(id)?.identity).toEqual(before?.identity as never)
  expect(forgotten).toEqual([asked[1]?.client1 as string])
})

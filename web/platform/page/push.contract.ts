/** The contract of push, for the fake and for the browser's. Each check returns plain data. */
import type { Push } from './push.ts'

export const VAPID = `B${'v'.repeat(85)}A`
const OTHER_VAPID = `B${'w'.repeat(85)}A`
const [ONE, OTHER] = ['/nudge/one/', '/nudge/other/'] as const

const endpointOf = async (push: Push, scope: string, vapid: string): Promise<string> => {
  const made = await push.subscribe(scope, vapid)
  return made.ok ? made.value.endpoint : made.error
}

/** Each `push` begins in the state `prompt`, with a person who says yes. */
export const pushContract: Readonly<
  Record<string, { readonly run: (push: Push) => Promise<unknown>; readonly gives: unknown }>
> = {
  'subscribes only once the person has allowed it': {
    async run(push) {
      const early = await endpointOf(push, ONE, VAPID)
      return [push.state(), early, await push.ask(), push.state(), (await push.subscribe(ONE, VAPID)).ok]
    },
    gives: ['prompt', 'denied', 'granted', 'granted', true],
  },
  'gives each scope an endpoint of its own, and the same one when asked again': {
    async run(push) {
      await push.ask()
      const first = await endpointOf(push, ONE, VAPID)
      const other = await endpointOf(push, OTHER, VAPID)
      const again = await endpointOf(push, ONE, VAPID)
      const found = await push.find(ONE, VAPID)
      return [first === other, first === again, found === 'no_answer' ? found : found?.endpoint === first]
    },
    gives: [false, true, true],
  },
  'finds nothing under a scope that is not registered, nor with another server’s key, which replaces the subscription':
    {
      async run(push) {
        await push.ask()
        const first = await endpointOf(push, ONE, VAPID)
        const seen = [await push.find(OTHER, VAPID), await push.find(ONE, OTHER_VAPID)]
        return [...seen, (await endpointOf(push, ONE, OTHER_VAPID)) === first]
      },
      gives: [null, null, false],
    },
  'ends one scope and leaves the other': {
    async run(push) {
      await push.ask()
      await push.subscribe(ONE, VAPID)
      await push.subscribe(OTHER, VAPID)
      const before = [...(await push.scopes())].sort()
      await push.end(ONE)
      await push.end(ONE)
      return [
        before,
        await push.scopes(),
        await push.find(ONE, VAPID),
        (await push.find(OTHER, VAPID)) !== null,
      ]
    },
    gives: [[ONE, OTHER], [OTHER], null, true],
  },
}

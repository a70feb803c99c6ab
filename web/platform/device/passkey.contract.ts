/** The contract of passkeys, for the fake and the browser. Each check returns plain data, so that it can also run in a page. */
import { base64urlToBytes, bytesToText, parseJson } from '../../../base/bytes.ts'
import type { Passkeys } from './passkey.ts'

const INPUT = new Uint8Array(32).fill(1)
const OTHER_INPUT = new Uint8Array(32).fill(2)

async function outputOf(passkeys: Passkeys, id: string, input: Uint8Array): Promise<string> {
  const asked = await passkeys.ask(id, input)
  return asked.ok ? (asked.value.output?.join() ?? 'none') : asked.error
}
async function idOf(passkeys: Passkeys): Promise<string> {
  const made = await passkeys.create(INPUT)
  return made.ok ? made.value.id : made.error
}
function challengeIn(clientDataJSON: string): unknown {
  const bytes = base64urlToBytes(clientDataJSON)
  const data = parseJson((bytes && bytesToText(bytes)) ?? '')
  return typeof data === 'object' && data !== null && 'challenge' in data ? data.challenge : null
}

/** `prf`: whether the authenticator has the PRF extension. */
export const passkeyContract: Readonly<
  Record<
    string,
    {
      readonly prf: boolean
      readonly run: (passkeys: Passkeys) => Promise<unknown>
      readonly gives: unknown
    }
  >
> = {
  'give the same 32 bytes for the same input, others for another input and for another passkey': {
    prf: true,
    async run(passkeys) {
      const [id, other] = [await idOf(passkeys), await idOf(passkeys)]
      const first = await outputOf(passkeys, id, INPUT)
      const same = first === (await outputOf(passkeys, id, INPUT))
      const others = [await outputOf(passkeys, id, OTHER_INPUT), await outputOf(passkeys, other, INPUT)]
      return [await passkeys.available(), first.split(',').length, same, new Set([first, ...others]).size]
    },
    gives: [true, 32, true, 3],
  },
  'answer without an output where the authenticator has no PRF': {
    prf: false,
    run: async (passkeys) => outputOf(passkeys, await idOf(passkeys), INPUT),
    gives: 'none',
  },
  'sign the challenge of the server': {
    prf: true,
    async run(passkeys) {
      const made = await passkeys.create(INPUT, 'Y3JlYXRl')
      if (!made.ok) return made.error
      const asked = await passkeys.ask(made.value.id, INPUT, 'YXNr')
      if (!asked.ok) return asked.error
      const credentials = [made.value.credential, asked.value.credential]
      return credentials.map(({ response }) => challengeIn(response.clientDataJSON))
    },
    gives: ['Y3JlYXRl', 'YXNr'],
  },
}

/** The key slots of the vault: its key wrapped by a passphrase, a passkey or a recovery key. Loaded when a person locks, unlocks or changes it. */
import { base64urlToBytes, bytesToBase64url, concatBytes, textToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { createBox, hkdf, KEY_BYTES, wipe } from '../crypto/primitives.ts'
import { type PassSlot, type PrfSlot, type SharedSlot, type Slot, slotData } from './header.ts'
import { decodeRecovery, encodeRecovery } from './recovery-code.ts'
import type { Argon2Cost, Progress, Vault, VaultError, VaultHands } from './vault.types.ts'

const SALT_BYTES = 16
/** 160 bits: about as much as a person will write down. */
const RECOVERY_BYTES = 20

const encode = bytesToBase64url
const decode = (text: string): Uint8Array => base64urlToBytes(text) ?? new Uint8Array(0)

type SlotActions =
  | 'enable'
  | 'disable'
  | 'changePassphrase'
  | 'unlock'
  | 'unlockWithRecovery'
  | 'unlockWithPrf'
  | 'addPrf'
  | 'addRecovery'
  | 'addShared'
  | 'removeSlot'
  | 'unlockWithShare'

/** Wraps and unwraps the vault key for each kind of slot. */
function createWrapping({ random, argon2, header }: VaultHands) {
  const id = (): string => header()?.id ?? ''
  const kekOf = (secret: Uint8Array, label: string): Promise<Uint8Array> =>
    hkdf(secret, textToBytes(id()), textToBytes(`inviso/1 kek ${label}`), KEY_BYTES)
  const wrap = async <S extends Slot>(slot: S, kek: Uint8Array, key: Uint8Array): Promise<S> => {
    const box = await createBox(kek)
    wipe(kek)
    return { ...slot, wrapped: encode(await box.seal(slotData(id(), slot), key)) }
  }
  const passKek = async (
    passphrase: string,
    { salt, m, t }: Omit<PassSlot, 'wrapped'>,
  ): Promise<Uint8Array> => {
    const stretched = await argon2(textToBytes(passphrase.normalize('NFKC')), decode(salt), { m, t })
    const kek = await kekOf(stretched, 'pass')
    wipe(stretched)
    return kek
  }
  return {
    kekOf,
    wrap,
    passKek,
    /** Returns the vault key; null when `kek` does not open the wrapping. */
    async unwrap(slot: Slot, kek: Uint8Array): Promise<Uint8Array | null> {
      const box = await createBox(kek)
      wipe(kek)
      return box.open(slotData(id(), slot), decode(slot.wrapped))
    },
    prfKek: (output: Uint8Array, share: string): Promise<Uint8Array> =>
      kekOf(concatBytes(output, decode(share)), 'prf'),
    sharedKek: (theirs: Uint8Array, own: string): Promise<Uint8Array> =>
      kekOf(concatBytes(theirs, decode(own)), 'shared'),
    async passSlot(passphrase: string, cost: Argon2Cost, key: Uint8Array): Promise<PassSlot> {
      const slot: PassSlot = { kind: 'pass', salt: encode(random.bytes(SALT_BYTES)), ...cost, wrapped: '' }
      return wrap(slot, await passKek(passphrase, slot), key)
    },
  }
}
type Wrapping = ReturnType<typeof createWrapping>

const slotOf = <K extends Slot['kind']>({ header }: VaultHands, kind: K): Extract<Slot, { kind: K }> | null =>
  (header()?.slots.find((slot) => slot.kind === kind) as Extract<Slot, { kind: K }> | undefined) ?? null

/** Writes one slot, replacing another of its kind. */
const put = (hands: VaultHands, slot: Slot): Promise<Result<void, VaultError>> =>
  hands.changeHeader((header) => ({
    ...header,
    slots: [...header.slots.filter(({ kind }) => kind !== slot.kind), slot],
  }))

const createPassphrase = (
  hands: VaultHands,
  { unwrap, passKek, passSlot }: Wrapping,
): Pick<Vault, 'enable' | 'disable' | 'changePassphrase'> => {
  /** Replaces the vault key with a new one that only this passphrase opens. */
  const sealAnew = async (
    passphrase: string,
    cost: Argon2Cost,
    progress?: Progress,
  ): Promise<Result<void, VaultError>> => {
    const key = hands.random.bytes(KEY_BYTES)
    const slot = await passSlot(passphrase, cost, key)
    return hands.rekey((header) => ({ ...header, key: null, slots: [slot] }), key, progress)
  }
  return {
    enable: async (passphrase, cost, progress) =>
      hands.key() ? sealAnew(passphrase, cost, progress) : err('locked'),
    async disable(passphrase) {
      const slot = slotOf(hands, 'pass')
      if (!slot) return err('no_slot')
      const key = await unwrap(slot, await passKek(passphrase, slot))
      if (!key) return err('wrong')
      return hands.changeHeader((header) => ({ ...header, key: encode(key), slots: [] }))
    },
    async changePassphrase(old, next, cost, progress) {
      const slot = slotOf(hands, 'pass')
      if (!slot) return err('no_slot')
      const key = await unwrap(slot, await passKek(old, slot))
      wipe(key)
      return key ? sealAnew(next, cost, progress) : err('wrong')
    },
  }
}

export function createKeySlots(hands: VaultHands): Pick<Vault, SlotActions> {
  const wrapping = createWrapping(hands)
  const { wrap, unwrap, kekOf, passKek, prfKek, sharedKek } = wrapping
  const { random } = hands
  const open = async (slot: Slot, key: Uint8Array | null): Promise<Result<void, VaultError>> =>
    key ? hands.open(key, slot) : err('wrong')
  return {
    ...createPassphrase(hands, wrapping),
    async unlock(passphrase) {
      const slot = slotOf(hands, 'pass')
      return slot ? open(slot, await unwrap(slot, await passKek(passphrase, slot))) : err('no_slot')
    },
    async unlockWithRecovery(code) {
      const slot = slotOf(hands, 'recovery')
      if (!slot) return err('no_slot')
      const secret = decodeRecovery(code, RECOVERY_BYTES)
      return secret ? open(slot, await unwrap(slot, await kekOf(secret, 'recovery'))) : err('wrong')
    },
    async unlockWithPrf(output) {
      const slot = slotOf(hands, 'prf')
      return slot ? open(slot, await unwrap(slot, await prfKek(output, slot.share))) : err('no_slot')
    },
    async unlockWithShare(share, blob) {
      const slot = slotOf(hands, 'shared')
      if (!slot) return err('no_slot')
      const opened = await open(slot, await unwrap(slot, await sharedKek(share, slot.share)))
      // The older blob still works, so failing to store the newer one must not keep the vault locked.
      if (opened.ok) await put(hands, { ...slot, blob })
      return opened
    },
    async addPrf(credential, output) {
      const key = hands.key()
      if (!key) return err('locked')
      const slot: PrfSlot = { kind: 'prf', credential, share: encode(random.bytes(KEY_BYTES)), wrapped: '' }
      return put(hands, await wrap(slot, await prfKek(output, slot.share), key))
    },
    async addShared(credential, blob, share) {
      const key = hands.key()
      if (!key) return err('locked')
      const own = encode(random.bytes(KEY_BYTES))
      const slot: SharedSlot = { kind: 'shared', credential, blob, share: own, wrapped: '' }
      return put(hands, await wrap(slot, await sharedKek(share, own), key))
    },
    async addRecovery() {
      const key = hands.key()
      if (!key) return err('locked')
      const secret = random.bytes(RECOVERY_BYTES)
      const slot = await wrap({ kind: 'recovery', wrapped: '' }, await kekOf(secret, 'recovery'), key)
      const written = await put(hands, slot)
      return written.ok ? ok(encodeRecovery(secret)) : written
    },
    removeSlot: (kind) =>
      hands.changeHeader((header) => ({
        ...header,
        slots: header.slots.filter((slot) => slot.kind !== kind),
      })),
  }
}

export { createVaultHands, rekey } from './vault-hands.ts'

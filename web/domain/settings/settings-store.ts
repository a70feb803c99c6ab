/** The settings stored beside the sessions in the vault. */
import { type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'
import { err, ok, type Result } from '../../../base/result.ts'
import { createSerialQueue } from '../../../base/serial-queue.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { FailureOf } from '../failure.ts'

const SETTINGS_KEY = 'chat.settings.v1'

/** How wide a person may draw the list beside a chat, CSS pixels: from a name and a few words to half a small window. */
export const LIST_WIDTH = { min: 280, usual: 336, max: 420 } as const

const settingsSchema = v.object({
  /** Null: the server that served this page. */
  server: v.nullable(v.pipe(v.string(), v.url())),
  installDismissed: v.boolean(),
  /** Minutes out of sight or untouched after which App lock closes; 0: at once. */
  lockAfterMinutes: v.optional(v.picklist([0, 1, 5, 15]), 0),
  /** Messages are masked until the person holds one down. */
  hideMessages: v.optional(v.boolean(), false),
  /** The screen is covered whenever the window loses the focus, at a desk too. */
  coverOnBlur: v.optional(v.boolean(), false),
  /** Typing and read receipts are exchanged, if the other person also wants it. */
  showSigns: v.optional(v.boolean(), false),
  /** A message sounds, or the phone vibrates, while the app is in front. */
  sounds: v.optional(v.boolean(), true),
  /** Width of the list beside a chat, CSS pixels. */
  listWidth: v.optional(
    v.pipe(v.number(), v.minValue(LIST_WIDTH.min), v.maxValue(LIST_WIDTH.max)),
    LIST_WIDTH.usual,
  ),
  /** Null: follows the system. */
  appearance: v.optional(
    v.nullable(
      v.object({
        theme: v.picklist(['system', 'light', 'dark']),
        /** Text size as a multiple of the system's. */
        textScale: v.pipe(v.number(), v.minValue(1), v.maxValue(2)),
        solid: v.boolean(),
      }),
    ),
    null,
  ),
})
export type Settings = v.InferOutput<typeof settingsSchema>

const DEFAULTS: Settings = {
  server: null,
  installDismissed: false,
  lockAfterMinutes: 0,
  hideMessages: false,
  coverOnBlur: false,
  showSigns: false,
  sounds: true,
  appearance: null,
  listWidth: LIST_WIDTH.usual,
}

/** Fails when a choice could not be stored; then nothing changes. */
export type SettingKept = Promise<Result<void, FailureOf<'storage_failed'>>>

export interface SettingsStore {
  readonly now: ReadonlySignal<Settings>
  readonly load: () => Promise<void>
  readonly change: (change: Partial<Settings>) => SettingKept
  readonly forget: () => void
  /** True while anything but the defaults is in memory. */
  readonly holds: () => boolean
}

export function createSettingsStore(kv: () => Kv): SettingsStore {
  const now = signal<Settings>(DEFAULTS)
  const writes = createSerialQueue()
  /** Grows each time the settings are forgotten. */
  let opening = 0
  /** Whether the stored settings were read. Until then none are written, or the defaults would replace them. */
  let known = false
  const load = async (): Promise<void> => {
    const began = opening
    const raw = await kv().get(SETTINGS_KEY)
    if (!raw.ok || began !== opening) return
    known = true
    const parsed = v.safeParse(settingsSchema, raw.value)
    if (parsed.success) now.value = parsed.output
  }
  return {
    now,
    load,
    change(change) {
      const began = opening
      // One at a time, each from the result of the one before: two at once would lose one.
      return writes.run(async () => {
        // Locked before its turn: from what is in memory now it would write the defaults over what is kept.
        if (began === opening && !known) await load()
        if (!known || began !== opening) return err({ code: 'storage_failed' })
        const after = { ...now.value, ...change }
        const written = await kv().set(SETTINGS_KEY, after)
        if (!written.ok) return err({ code: 'storage_failed' })
        // Locked while it was written: it is kept, and nothing of it returns to memory.
        if (began === opening) now.value = after
        return ok(undefined)
      })
    },
    forget() {
      opening += 1
      known = false
      now.value = DEFAULTS
    },
    holds: () => now.value !== DEFAULTS,
  }
}

/** The few choices that are kept beside the sessions: which server, and what was dismissed. */
import { type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'
import type { Kv } from '../../platform/storage/kv.ts'

const SETTINGS_KEY = 'chat.settings.v1'

const settingsSchema = v.object({
  /** Null: the server that served this page. */
  server: v.nullable(v.pipe(v.string(), v.url())),
  installDismissed: v.boolean(),
  /** App lock closes after so many minutes out of sight, or untouched; 0: at once. */
  lockAfterMinutes: v.optional(v.picklist([0, 1, 5, 15]), 0),
  /** Messages are masked until they are held. */
  hideMessages: v.optional(v.boolean(), false),
  /** Typing and reading are shown to each other, where the other person wants it too. */
  showSigns: v.optional(v.boolean(), false),
  /** Null: as the system has it. */
  appearance: v.optional(
    v.nullable(
      v.object({
        theme: v.picklist(['system', 'light', 'dark']),
        /** How much larger than the system's own the text is. */
        textScale: v.pipe(v.number(), v.minValue(1), v.maxValue(2)),
        solid: v.boolean(),
      }),
    ),
    null,
  ),
  /** The first words were read, or put away. */
  welcomed: v.optional(v.boolean(), false),
})
export type Settings = v.InferOutput<typeof settingsSchema>

const DEFAULTS: Settings = {
  server: null,
  installDismissed: false,
  lockAfterMinutes: 0,
  hideMessages: false,
  showSigns: false,
  appearance: null,
  welcomed: false,
}

export interface SettingsStore {
  readonly now: ReadonlySignal<Settings>
  readonly load: () => Promise<void>
  /** False when it could not be kept; then nothing changed. */
  readonly change: (change: Partial<Settings>) => Promise<boolean>
  readonly forget: () => void
  /** True while anything but the defaults is in memory. */
  readonly holds: () => boolean
}

export function createSettingsStore(kv: () => Kv): SettingsStore {
  const now = signal<Settings>(DEFAULTS)
  return {
    now,
    async load() {
      const raw = await kv().get(SETTINGS_KEY)
      const parsed = v.safeParse(settingsSchema, raw.ok ? raw.value : null)
      if (parsed.success) now.value = parsed.output
    },
    async change(change) {
      const after = { ...now.value, ...change }
      const written = await kv().set(SETTINGS_KEY, after)
      if (written.ok) now.value = after
      return written.ok
    },
    forget() {
      now.value = DEFAULTS
    },
    holds: () => now.value !== DEFAULTS,
  }
}

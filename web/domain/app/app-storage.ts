/** The key-value store below everything: in memory until the browser's own store is open, and again after Erase all data. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Log } from '../../log/log.ts'
import { createCurrentKv, type Kv } from '../../platform/storage/kv.ts'
import type { AppPorts } from './app-ports.ts'

export interface Storage {
  readonly raw: Kv
  /** False when the store is only in memory and is lost with this page. */
  readonly kept: ReadonlySignal<boolean>
  /** True once the open database died and could not be reopened. */
  readonly lost: ReadonlySignal<boolean>
  readonly open: () => Promise<void>
  readonly useMemory: () => void
}

export function createAppStorage(openKv: AppPorts['openKv'], memory: Kv, log: Log): Storage {
  let opened = memory
  const kept = signal(true)
  const lost = signal(false)
  return {
    raw: createCurrentKv(() => opened),
    kept,
    lost,
    async open() {
      opened = await openKv(() => {
        log.add('error', 'storage.lost')
        lost.value = true
      })
      kept.value = opened.kept
      if (!opened.kept) log.add('warn', 'storage.memory_only')
    },
    useMemory() {
      opened = memory
    },
  }
}

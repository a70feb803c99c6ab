/** Handles one socket's messages in order: while one waits for the store, later ones queue. */
import { WAITING_CHARS_MAX, WAITING_MESSAGES_MAX } from '../core/limits.ts'
import type { Peer } from './peer.ts'

type Handle = (peer: Peer, text: string) => void | Promise<void>
type Failed = (peer: Peer, fault: unknown) => void

async function finish(peer: Peer, first: Promise<void>, handle: Handle, failed: Failed): Promise<void> {
  const waiting: string[] = []
  peer.data.waiting = waiting
  await first.catch((fault) => failed(peer, fault))
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (peer.data.over) return
    try {
      await handle(peer, next)
    } catch (fault) {
      failed(peer, fault)
    }
  }
  peer.data.waiting = null
}

/**
 * Handles a message now, or after the earlier ones; false when too many already wait.
 * A message that needs no promise, such as a relayed signal, is handled before this returns.
 */
export function takeTurn(peer: Peer, text: string, handle: Handle, failed: Failed): boolean {
  const { waiting } = peer.data
  if (waiting !== null) {
    const characters = waiting.reduce((sum, { length }) => sum + length, text.length)
    if (waiting.length >= WAITING_MESSAGES_MAX || characters > WAITING_CHARS_MAX) return false
    waiting.push(text)
    return true
  }
  const done = handle(peer, text)
  if (done) void finish(peer, done, handle, failed)
  return true
}

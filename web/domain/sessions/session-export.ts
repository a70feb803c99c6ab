/** Exports and imports sessions with their keys and without their messages. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { Argon2 } from '../../platform/device/argon2.ts'
import type { Random } from '../../platform/random.ts'
import { type FileError, openFile, sealFile } from '../../vault/export-file.ts'
import type { ExportFailure, SessionExport } from './session-export.model.ts'
import {
  decodeStored,
  encodeStored,
  isProvenTrust,
  SESSIONS_MAX,
  type SessionRecord,
} from './session-record.ts'
import type { SessionStore } from './session-store.ts'

const FAILURES: Readonly<Record<FileError, ExportFailure['code']>> = {
  not_a_file: 'file_unknown',
  cut: 'file_cut',
  newer: 'file_newer',
  damaged: 'file_damaged',
  wrong: 'file_wrong_passphrase',
}

/** Leaves out the push registration, which is of one browser only: the other one turns ringing on itself. */
const withoutNudges = ({ nudges: _, ...record }: SessionRecord): SessionRecord => record

/** Marks the trust in a peer as imported, since it was proven on another phone. */
function markImported(imported: SessionRecord): SessionRecord {
  const record = withoutNudges(imported)
  const peer = record.keys?.peer
  if (!record.keys || !peer || !isProvenTrust(peer.trust)) return record
  return { ...record, keys: { ...record.keys, peer: { ...peer, imported: true } } }
}

export function createSessionExport(ports: {
  readonly store: SessionStore
  readonly argon2: Argon2
  readonly random: Random
  readonly changed: () => void
}): SessionExport {
  const { store } = ports
  const failed = (code: ExportFailure['code']): Result<never, ExportFailure> => err({ code })
  return {
    async exportSessions(passphrase) {
      if (passphrase === '') return failed('passphrase_empty')
      const kept = store.records.value.filter(
        ({ state, ephemeral }) => state.kind === 'accepted' && !ephemeral,
      )
      try {
        return ok(await sealFile(ports, passphrase, encodeStored(kept.map(withoutNudges))))
      } catch {
        return failed('storage_failed')
      }
    },
    async importSessions(text, passphrase) {
      const opened = await openFile(ports, passphrase, text).catch(() => null)
      if (!opened) return failed('storage_failed')
      if (!opened.ok) return failed(FAILURES[opened.error])
      const { sessions, damaged } = decodeStored(opened.value)
      if (damaged > 0) return failed('file_damaged')
      // Sessions with the same identity are the same: keep the one here, which may be newer than the file.
      const here = new Set(store.records.value.map(({ identity }) => identity.deviceId))
      const fresh = sessions.filter(({ identity }) => !here.has(identity.deviceId))
      if (store.records.value.length + fresh.length > SESSIONS_MAX) return failed('too_many_sessions')
      const written = await store.putAll(fresh.map(markImported))
      if (!written.ok) return failed('storage_failed')
      ports.changed()
      return ok({ added: fresh.length, known: sessions.length - fresh.length })
    },
  }
}

/** Logs one JSON line for each event. Never a code, id, address, SDP or body: `detail` takes only counts, kinds and flags. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'off'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type LogDetail = Readonly<Record<string, string | number | boolean>>
export interface ServerLog {
  readonly debug: (event: string, detail?: LogDetail) => void
  readonly info: (event: string, detail?: LogDetail) => void
  readonly warn: (event: string, detail?: LogDetail) => void
  readonly error: (event: string, detail?: LogDetail) => void
}

export function createServerLog(level: LogLevel, write: (line: string) => void): ServerLog {
  const from = LOG_LEVELS.indexOf(level)
  const at =
    (name: Exclude<LogLevel, 'off'>) =>
    (event: string, detail: LogDetail = {}): void => {
      if (LOG_LEVELS.indexOf(name) < from) return
      write(JSON.stringify({ time: new Date().toISOString(), level: name, event, ...detail }))
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** Logs a fault by its name and its SQLite or system code. Leaves its message out, which may quote an id or an address. */
export const createFaultLog =
  (log: ServerLog) =>
  (fault: unknown): void => {
    if (!(fault instanceof Error)) return log.error('fault', { kind: typeof fault })
    const code = 'code' in fault ? String(fault.code) : ''
    log.error('fault', { kind: fault.name, ...(/^[A-Z_]{1,40}$/.test(code) ? { code } : {}) })
  }

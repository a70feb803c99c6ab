/** One JSON line an event. Never a code, an id, an address, SDP or a body: `detail` takes counts, kinds and flags. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'off'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type LogDetail = Readonly<Record<string, string | number | boolean>>
export interface Log {
  readonly debug: (event: string, detail?: LogDetail) => void
  readonly info: (event: string, detail?: LogDetail) => void
  readonly warn: (event: string, detail?: LogDetail) => void
  readonly error: (event: string, detail?: LogDetail) => void
}

export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const from = LOG_LEVELS.indexOf(level)
  const at =
    (name: Exclude<LogLevel, 'off'>) =>
    (event: string, detail: LogDetail = {}): void => {
      if (LOG_LEVELS.indexOf(name) < from) return
      write(JSON.stringify({ time: new Date().toISOString(), level: name, event, ...detail }))
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

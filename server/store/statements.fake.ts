/** Lets a test fail any SQLite statement, including the begin and end of transactions. */
import { Database, type Statement } from 'bun:sqlite'

const CALLS = ['run', 'all', 'get', 'values'] as const

/** Calls `before` with the SQL of every statement; what it throws, the statement throws. Returns the function that stops it. */
export function watchStatements(before: (sql: string) => void): () => void {
  const { prepare, query, run, transaction } = Database.prototype
  const watched = (sql: string, made: Statement): Statement => {
    for (const call of CALLS) {
      const real = made[call].bind(made) as (...given: unknown[]) => unknown
      Object.assign(made, {
        [call](...given: unknown[]) {
          before(sql)
          return real(...given)
        },
      })
    }
    return made
  }
  Object.assign(Database.prototype, {
    prepare(this: Database, sql: string, ...rest: never[]): Statement {
      return watched(sql, prepare.call(this, sql, ...rest))
    },
    // Bypasses Bun's cache of statements, which would be wrapped repeatedly.
    query(this: Database, sql: string): Statement {
      return watched(sql, prepare.call(this, sql))
    },
    run(this: Database, sql: string, ...rest: never[]) {
      before(sql)
      return run.call(this, sql, ...rest)
    },
    /** Replaces Bun's transactions, whose begin and end are internal statements; a failed end rolls back. */
    transaction(this: Database, act: () => unknown) {
      const real = transaction.call(this, () => {
        const made = act()
        before('COMMIT')
        return made
      })
      const immediate = (): unknown => {
        before('BEGIN IMMEDIATE')
        return real.immediate()
      }
      return { immediate }
    },
  })
  return () => {
    Object.assign(Database.prototype, { prepare, query, run, transaction })
  }
}

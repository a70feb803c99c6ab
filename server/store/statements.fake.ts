/** Lets a test fail any statement that SQLite is asked for, the beginning and the end of a transaction among them. */
import { Database, type Statement } from 'bun:sqlite'

const CALLS = ['run', 'all', 'get', 'values'] as const

/** `before` hears the SQL ahead of every statement; what it throws is what the statement throws. The answer ends it. */
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
    // Not kept for the next time, as Bun does: each would be wrapped again.
    query(this: Database, sql: string): Statement {
      return watched(sql, prepare.call(this, sql))
    },
    run(this: Database, sql: string, ...rest: never[]) {
      before(sql)
      return run.call(this, sql, ...rest)
    },
    /** Bun begins and ends a transaction by statements of its own; an end that fails is a transaction that is taken back. */
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

/** SQLite keeps the store's contract. */

import { openSqliteStore } from './sqlite.ts'
import { storeContract } from './store.contract.ts'

storeContract('sqlite', () => openSqliteStore(':memory:', 100))

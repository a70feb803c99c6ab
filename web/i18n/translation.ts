/** What every language says: each English sentence, part by part. A sentence that is missing is a type error. */
import type { chatPhrases } from './chat-phrases.ts'
import type { diagnosticsPhrases } from './diagnostics-phrases.ts'
import type { failurePhrases } from './failure-phrases.ts'
import type { invitePhrases } from './invite-phrases.ts'
import type { phrases } from './phrases.ts'
import type { safetyPhrases } from './safety-phrases.ts'
import type { securityPhrases } from './security-phrases.ts'
import type { settingsPhrases } from './settings-phrases.ts'

export interface Translation {
  readonly phrases: typeof phrases
  readonly settingsPhrases: typeof settingsPhrases
  readonly diagnosticsPhrases: typeof diagnosticsPhrases
  readonly invitePhrases: typeof invitePhrases
  readonly failurePhrases: typeof failurePhrases
  readonly chatPhrases: typeof chatPhrases
  readonly safetyPhrases: typeof safetyPhrases
  readonly securityPhrases: typeof securityPhrases
}

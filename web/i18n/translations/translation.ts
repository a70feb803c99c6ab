/** What every language says: each English sentence, part by part. A sentence that is missing is a type error. */

import type { phrases } from '../phrases/app.ts'
import type { appLockPhrases } from '../phrases/app-lock.ts'
import type { attachmentPhrases } from '../phrases/attachments.ts'
import type { chatPhrases } from '../phrases/chat.ts'
import type { conversationPhrases } from '../phrases/conversation.ts'
import type { diagnosticsPhrases } from '../phrases/diagnostics.ts'
import type { failurePhrases } from '../phrases/failures.ts'
import type { invitePhrases } from '../phrases/invites.ts'
import type { nudgePhrases } from '../phrases/nudges.ts'
import type { safetyCheckPhrases } from '../phrases/safety-check.ts'
import type { settingsPhrases } from '../phrases/settings.ts'

export type Translation = {
  readonly phrases: typeof phrases
  readonly settingsPhrases: typeof settingsPhrases
  readonly diagnosticsPhrases: typeof diagnosticsPhrases
  readonly invitePhrases: typeof invitePhrases
  readonly failurePhrases: typeof failurePhrases
  readonly chatPhrases: typeof chatPhrases
  readonly safetyCheckPhrases: typeof safetyCheckPhrases
  readonly appLockPhrases: typeof appLockPhrases
  readonly nudgePhrases: typeof nudgePhrases
  readonly conversationPhrases: typeof conversationPhrases
  readonly attachmentPhrases: typeof attachmentPhrases
}

/** Conversations that ring nobody. */
import type { ConversationNudges } from './conversation.ts'

export const noNudges = {
  nudges: async (): Promise<ConversationNudges> => ({ follow: () => () => {}, opened() {}, heard() {} }),
}

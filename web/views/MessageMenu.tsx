/** What one can do with a message. */
import { Copy } from 'lucide-preact'
import { chatPhrases } from '../i18n/chat-phrases.ts'
import { phrases } from '../i18n/phrases.ts'
import { Menu } from '../ui/Menu.tsx'
import { useView } from './context.ts'
import type { Said } from './Message.tsx'

export interface Pressed {
  readonly item: Said
  readonly at: { readonly x: number; readonly y: number }
}

export function MessageMenu({ item, at, onClose }: Pressed & { readonly onClose: () => void }) {
  const { app, say } = useView()
  const copy = async (): Promise<void> =>
    say((await app.device.copy(item.text)) ? phrases.copied : phrases.notCopied)
  return (
    <Menu
      label={chatPhrases.message}
      at={at}
      fromStart
      items={[{ label: phrases.copy, icon: <Copy aria-hidden="true" />, act: () => void copy() }]}
      onClose={onClose}
    />
  )
}

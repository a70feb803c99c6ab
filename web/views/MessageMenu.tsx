/** What one can do with a message that was pressed long, or clicked with the other button. */
import { Copy } from 'lucide-preact'
import { phrases } from '../i18n/phrases.ts'
import { Menu } from '../ui/Menu.tsx'
import { useView } from './context.ts'

export interface Pressed {
  readonly text: string
  readonly at: { readonly x: number; readonly y: number }
}

export function MessageMenu({ text, at, onClose }: Pressed & { readonly onClose: () => void }) {
  const { app, say } = useView()
  const copy = async (): Promise<void> =>
    say((await app.device.copy(text)) ? phrases.copied : phrases.notCopied)
  return (
    <Menu
      label={phrases.message}
      at={at}
      fromStart
      items={[{ label: phrases.copy, icon: <Copy aria-hidden="true" />, act: () => void copy() }]}
      onClose={onClose}
    />
  )
}

/** "Attach" beside the field: a menu of what can be sent beside words. */
import { MapPin, Plus } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { attachmentPhrases } from '../../i18n/phrases/attachments.ts'
import { Menu } from '../../ui/controls/Menu.tsx'
import './attach.css'

export function AttachButton(props: { readonly onLocation: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  const [beside, setBeside] = useState<DOMRect | null>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        class="composer-tool attach"
        aria-label={attachmentPhrases.attach}
        aria-haspopup="menu"
        aria-expanded={beside !== null}
        onClick={() => setBeside(button.current?.getBoundingClientRect() ?? null)}
      >
        <Plus aria-hidden="true" />
      </button>
      {beside && (
        <Menu
          label={attachmentPhrases.attach}
          at={{ x: document.dir === 'rtl' ? beside.right : beside.left, y: beside.bottom }}
          {...{ beside }}
          fromStart
          items={[
            {
              label: attachmentPhrases.location,
              icon: <MapPin aria-hidden="true" />,
              act: props.onLocation,
            },
          ]}
          onClose={() => setBeside(null)}
        />
      )}
    </>
  )
}

/** The camera's picture, read for QR codes until one is an invite. Before the system asks for the camera, it is said what for. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { useView } from '../view-context.ts'

export function QrScanner({ onText }: { readonly onText: (text: string) => boolean }) {
  const { app } = useView()
  const [asks, setAsks] = useState<boolean | null>(null)
  useEffect(() => void app.device.cameraAsks().then(setAsks), [])
  if (asks === null) return <p class="center quiet">{invitePhrases.scanStarting}</p>
  if (!asks) return <Camera onText={onText} />
  return (
    <div class="scanner">
      <p class="quiet">{invitePhrases.scanWhy}</p>
      <Button onPress={() => setAsks(false)}>{invitePhrases.scanUse}</Button>
    </div>
  )
}

function Camera({ onText }: { readonly onText: (text: string) => boolean }) {
  const { app } = useView()
  const video = useRef<HTMLVideoElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [started, setStarted] = useState(false)
  useEffect(() => {
    const element = video.current
    if (!element) return undefined
    let stop = (): void => {}
    let gone = false
    const found = (text: string): void => {
      if (!gone && !onText(text)) setWrong(invitePhrases.scanNothing)
    }
    void app.device.scan(element, found).then((outcome) => {
      if (!outcome.ok) return setWrong(invitePhrases.scanFailed[outcome.error])
      if (gone) return outcome.value()
      stop = outcome.value
      setStarted(true)
    })
    return () => {
      gone = true
      stop()
    }
  }, [])
  return (
    <div class="scanner" data-started={started}>
      <video ref={video} muted playsInline aria-label={invitePhrases.scanHint} />
      <p class="center quiet">{started ? invitePhrases.scanHint : wrong ? '' : invitePhrases.scanStarting}</p>
      <Alert text={wrong} />
    </div>
  )
}

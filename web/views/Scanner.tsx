/** The camera's picture, read for QR codes until one is an invite. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { phrases } from '../i18n/phrases.ts'
import { Alert } from '../ui/Fields.tsx'
import { useView } from './context.ts'

export function Scanner({ onText }: { readonly onText: (text: string) => boolean }) {
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
      if (!gone && !onText(text)) setWrong(phrases.scanNothing)
    }
    void app.device.scan(element, found).then((outcome) => {
      if (!outcome.ok) return setWrong(phrases.scanFailed[outcome.error])
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
      <video ref={video} muted playsInline aria-label={phrases.scanHint} />
      <p class="center quiet">{started ? phrases.scanHint : wrong ? '' : phrases.scanStarting}</p>
      <Alert text={wrong} />
    </div>
  )
}

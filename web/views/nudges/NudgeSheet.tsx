/** "Ring each other": explains what a nudge shows and to whom before the browser is asked; later the switch of this phone. */
import { useRef, useState } from 'preact/hooks'
import type { NudgeFailure, SessionNudges } from '../../domain/nudges/nudges.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { settingsPhrases } from '../../i18n/phrases/settings.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, Switch } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { useView } from '../view-context.ts'
import { useFocusAfterSheet } from './focus-after.ts'
import { useNudges } from './use-nudges.ts'

/** Turns ringing on; why it did not work, and whether the browser is being asked. */
export function useTurnOn(nudges: SessionNudges) {
  const [wrong, setWrong] = useState<NudgeFailure | null>(null)
  const [asking, setAsking] = useState(false)
  const turnOn = async (): Promise<boolean> => {
    setWrong(null)
    setAsking(true)
    const turned = await nudges.turnOn()
    setAsking(false)
    if (!turned.ok) setWrong(turned.error)
    return turned.ok
  }
  const turnOff = async (): Promise<void> => {
    // Also so that a second failure draws the switch again, which the browser has flipped already.
    setWrong(null)
    const turned = await nudges.turnOff()
    setWrong(turned.ok ? null : turned.error)
  }
  return { wrong, asking, turnOn, turnOff }
}

function Explained({ name, invited }: { readonly name: string | null; readonly invited: boolean }) {
  const { shared } = useNudges() ?? {}
  return (
    <>
      <p>{nudgePhrases.what(name)}</p>
      <p>{invited ? nudgePhrases.whenAccepted : nudgePhrases.both(name)}</p>
      <p class="quiet">{nudgePhrases.code}</p>
      {shared?.value && <p class="quiet">{nudgePhrases.shared}</p>}
    </>
  )
}

export function NudgeSheet(props: {
  readonly nudges: SessionNudges
  /** Null for a session that nobody has named. */
  readonly name: string | null
  /** Its invite still waits for a guest. */
  readonly invited?: boolean
  readonly onClose: () => void
}) {
  const { nudges, name, invited = false, onClose } = props
  const { navigation, say } = useView()
  const { wrong, asking, turnOn, turnOff } = useTurnOn(nudges)
  const on = nudges.on.value
  const part = useRef<HTMLDivElement>(null)
  useFocusAfterSheet(part)
  const install = (): void => {
    onClose()
    navigation.push({ kind: 'settings', page: 'install' })
  }
  const begin = async (): Promise<void> => {
    if (!(await turnOn())) return
    // An invite says it in its own words.
    if (!invited) say(nudgePhrases.turnedOn)
    onClose()
  }
  const notNow = (): void => {
    // About an invite that says nothing yet about the messages to come.
    if (!invited) nudges.decline()
    onClose()
  }
  return (
    <Sheet title={nudgePhrases.title} closeName={phrases.close} onClose={onClose}>
      <div class="stack" ref={part} style={{ textAlign: 'start' }}>
        {on && (
          <Switch
            label={nudgePhrases.ringThisPhone}
            checked={on}
            onChange={(wanted) => void (wanted ? turnOn() : turnOff())}
          />
        )}
        <Explained name={name} invited={invited} />
        <Alert text={wrong && nudgePhrases.failure[wrong]} />
        {wrong === 'not_installed' && <Button onPress={install}>{settingsPhrases.installTitle}</Button>}
        <p role="status" class="quiet">
          {asking ? nudgePhrases.working : ''}
        </p>
        {!on && (
          <div class="stack">
            <Button kind="main" disabled={asking} onPress={() => void begin()}>
              {nudgePhrases.turnOn}
            </Button>
            <Button kind="plain" onPress={notNow}>
              {nudgePhrases.notNow}
            </Button>
          </div>
        )}
      </div>
    </Sheet>
  )
}

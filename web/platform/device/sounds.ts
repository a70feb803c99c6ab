/** Soft tones made with WebAudio, or a short vibration on a phone that has one; nothing where the browser does not allow it. */

export type Sound = 'received' | 'delivered'

export interface Sounds {
  /** Never throws; what cannot sound within `withinMs` milliseconds does not sound later either. */
  readonly play: (sound: Sound, withinMs: number) => void
}

interface Note {
  /** Hertz, and seconds after the sound begins. */
  readonly pitch: number
  readonly after: number
}
/** A fifth upwards for what came, one low note for what arrived there. */
const NOTES: Readonly<Record<Sound, readonly Note[]>> = {
  received: [
    { pitch: 587, after: 0 },
    { pitch: 880, after: 0.09 },
  ],
  delivered: [{ pitch: 440, after: 0 }],
}
/** Seconds: short enough not to lie under what a screen reader says. */
const NOTE_S = 0.16
/** Seconds until a note is at its loudest; at once, it would click. */
const ATTACK_S = 0.012
/** A twelfth of full volume: heard at a desk, and below a voice. */
const PEAK = 0.08
/** Exponential curves cannot reach zero; this is not heard. */
const SILENCE = 0.0001
/** As short as a phone can make it. */
const VIBRATION_MS = 15

/** What TypeScript's DOM does not know yet: the W3C's Audio Session, in Safari since 16.4. */
interface AudioSessionNavigator {
  readonly audioSession?: { type: string }
}

/** `ambient`: beside the person's music, and silent when the phone is. Only for the sound: WebKit mutes a microphone under it. */
function setSession(type: 'ambient' | 'auto'): void {
  const { audioSession } = navigator as AudioSessionNavigator
  if (audioSession) audioSession.type = type
}

/** A running context keeps the phone's audio awake. */
async function rest(context: AudioContext): Promise<void> {
  await context.suspend()
  setSession('auto')
}

/** Chrome logs a warning for each try before the first gesture. Without the API: try, and be refused. */
const wasTouched = (): boolean => navigator.userActivation?.hasBeenActive ?? true

function playNotes(context: AudioContext, notes: readonly Note[]): void {
  for (const [at, { pitch, after }] of notes.entries()) {
    const start = context.currentTime + after
    const end = start + NOTE_S
    const tone = new OscillatorNode(context, { type: 'sine', frequency: pitch })
    const volume = new GainNode(context, { gain: SILENCE })
    volume.gain.setValueAtTime(SILENCE, start)
    volume.gain.exponentialRampToValueAtTime(PEAK, start + ATTACK_S)
    volume.gain.exponentialRampToValueAtTime(SILENCE, end)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(end)
    if (at === notes.length - 1) tone.onended = () => void rest(context).catch(() => {})
  }
}

/** A desktop's Chromium has the call too, and nothing that moves. */
const canVibrate = (): boolean => 'vibrate' in navigator && matchMedia('(pointer: coarse)').matches

/** A page cannot know whether a phone is set to silent, so one that can vibrate does that instead. An iPhone cannot, and mutes WebAudio by its own switch. */
export function createBrowserSounds(): Sounds {
  let context: AudioContext | null = null
  const open = (): AudioContext => {
    const made = new AudioContext()
    // WebKit lets a context start only within a gesture: the next one after a refused sound.
    const wake = (): void => {
      if (made.state === 'running') return
      void made.resume().then(
        () => rest(made),
        () => {},
      )
    }
    made.onstatechange = () => {
      if (made.state !== 'running') return
      for (const type of ['pointerup', 'keydown']) document.removeEventListener(type, wake, true)
      made.onstatechange = null
    }
    for (const type of ['pointerup', 'keydown'])
      document.addEventListener(type, wake, { capture: true, passive: true })
    return made
  }
  const sound = async (notes: readonly Note[], withinMs: number): Promise<void> => {
    const asked = performance.now()
    setSession('ambient')
    context ??= open()
    await context.resume()
    if (performance.now() - asked > withinMs || document.visibilityState !== 'visible') return rest(context)
    playNotes(context, notes)
  }
  return {
    play(which, withinMs) {
      if (!wasTouched()) return
      if (canVibrate()) {
        if (which === 'received') navigator.vibrate(VIBRATION_MS)
        return
      }
      if (typeof AudioContext === 'undefined') return
      sound(NOTES[which], withinMs).catch(() => {
        // Not allowed, or no audio device: nobody is told.
      })
    },
  }
}

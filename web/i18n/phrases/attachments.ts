/** The sentences of what is sent beside words: a location; loaded with a chat. */
import { inEveryLanguage } from './current-language.ts'

const METRES_IN_KM = 1_000
const TENTHS = 10
const inMetres = new Intl.NumberFormat('en', { style: 'unit', unit: 'meter', unitDisplay: 'long' })
const inKilometres = new Intl.NumberFormat('en', {
  ...{ style: 'unit', unit: 'kilometer', unitDisplay: 'long' },
  maximumFractionDigits: 1,
})
/** Rounded up: it is said of how far somebody may be from a place. */
const distance = (metres: number): string =>
  metres < METRES_IN_KM
    ? inMetres.format(metres)
    : inKilometres.format(Math.ceil((metres * TENTHS) / METRES_IN_KM) / TENTHS)

export const attachmentPhrases = inEveryLanguage('attachmentPhrases', {
  attach: 'Attach',
  location: 'Location',
  sendWhereYouAre: 'Send where you are',
  howExact: 'How exact',
  exactness: { exact: 'Exact', km1: 'About 1 km', km10: 'About 10 km' },
  whatIsSent:
    'The other person gets these numbers and nothing else, sealed like every message. No map is loaded.',
  rounded: 'They are rounded on this phone before anything is stored or sent.',
  exactShows: 'They can show the very building you are in.',
  browserAsks:
    'To find out where you are, this browser may ask the location service of its maker, which then learns it too.',
  findingOut: 'Finding out where you are…',
  within: (metres: number) => `To within ${distance(metres)}`,
  unverified: 'The other person is not verified: somebody in the middle could see where you are.',
  notOffered: {
    not_met: 'A location can be sent once both of you have been connected here.',
    undecided:
      'It is not certain who is at the other end. A location can be sent once you have decided about that.',
    too_old: 'The other person’s Inviso is too old for locations. It needs an update.',
  },
  locationFailed: {
    denied:
      'Inviso may not know where you are. Allow it for this page in the settings of this browser; on an iPhone also: Settings → Privacy & Security → Location Services → Safari Websites.',
    unavailable: 'This device cannot tell where it is now. Turn its location on, or try again outdoors.',
    timeout: 'It was not found within ten seconds. Try again, outdoors if you can.',
    insecure: 'This page came without encryption (http), so the browser does not say where you are.',
    missing: 'This browser cannot say where you are.',
    stale: 'A minute has passed since this was found. Try again, to send where you are now.',
    vague: 'This device knows where it is only very roughly, so there is nothing to send.',
  },
  openInMaps: 'Open in Maps',
  mapLearns: {
    apple: 'Apple then learns this place.',
    android: 'Your map app then learns this place.',
    web: 'OpenStreetMap then learns this place.',
  },
})

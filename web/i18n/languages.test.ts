/** Every translation has every English phrase, uses the same values, and has all of its language's plural forms. */
import { afterEach, describe, expect, spyOn, test } from 'bun:test'
import { english } from '../../tests/harness/english.ts'
import { LANGUAGE_NAMES, languageFor, speak } from './languages.ts'
import { phrases } from './phrases/app.ts'
import { appLockPhrases } from './phrases/app-lock.ts'
import { spoken } from './phrases/current-language.ts'
import { translation as ar } from './translations/ar.ts'
import { translation as de } from './translations/de.ts'
import { translation as es } from './translations/es.ts'
import { translation as hu } from './translations/hu.ts'
import { translation as ja } from './translations/ja.ts'
import type { Translation } from './translations/translation.ts'

const others: Readonly<Record<string, Translation>> = { hu, de, es, ar, ja }

type Leaf = string | ((...given: unknown[]) => string)
/** Every sentence by its path: `failurePhrases.failure.code_used`. */
function leavesOf(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value !== 'object' || value === null) return [[path.slice(1), value as Leaf]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`))
}
const englishLeaves = leavesOf(english)
const functions = englishLeaves.flatMap(([path, leaf]) => (typeof leaf === 'function' ? [path] : []))
const callable = (leaves: ReadonlyMap<string, Leaf>, path: string): ((...given: unknown[]) => string) => {
  const leaf = leaves.get(path)
  if (typeof leaf !== 'function') throw new Error(`${path} is no function`)
  return leaf
}

const TEXTS = ['Qwerty', 'Zxcvbn']
const DAY_MS = 86_400_000
const NUMBERS = [0, 1, 2, 3, 7, 11, 100, 3 * DAY_MS + 7_000, 90 * DAY_MS + 3_600_000]

/** Candidate values for one parameter of a phrase: texts, unless the phrase throws on them. */
function valuesFor(path: string, at: number, count: number): readonly unknown[] {
  const sentence = callable(new Map(englishLeaves), path)
  const given = (value: unknown) => Array.from({ length: count }, (_, place) => (place === at ? value : 1))
  try {
    const said = sentence(...given('Qwerty'))
    return said.toLowerCase().includes('qwerty') ? TEXTS : NUMBERS
  } catch {
    return NUMBERS
  }
}
/** One value for each parameter. */
function someFor(path: string): readonly unknown[] {
  const count = callable(new Map(englishLeaves), path).length
  return Array.from({ length: count }, (_, at) => valuesFor(path, at, count).at(-1))
}
function changesWith(leaves: ReadonlyMap<string, Leaf>, path: string, at: number, count: number): boolean {
  const values = valuesFor(path, at, count)
  const places = Array.from({ length: count }, (_, place) => valuesFor(path, place, count))
  // The other parameters are tried at their first and last value, since one value may hide an effect that another shows.
  return [0, -1].some((which) => {
    const said = values.map((value) =>
      callable(leaves, path)(...places.map((all, place) => (place === at ? value : all.at(which)))),
    )
    return new Set(said).size > 1
  })
}

afterEach(() => {
  spoken.value = 'en'
})

for (const [tag, translation] of Object.entries(others))
  describe(LANGUAGE_NAMES[languageFor([tag])], () => {
    const leaves = new Map(leavesOf(translation))

    test('has exactly the phrases of English', () => {
      expect([...leaves.keys()].sort()).toEqual(englishLeaves.map(([path]) => path).sort())
    })

    test('leaves no phrase empty or in English', () => {
      const same = englishLeaves.filter(([path, leaf]) => {
        if (typeof leaf !== 'string') return typeof leaves.get(path) !== 'function'
        const said = leaves.get(path)
        if (typeof said !== 'string' || (said.trim() === '') !== (leaf === '')) return true
        return leaf.split(' ').length > 3 && said === leaf
      })
      expect(same.map(([path]) => path)).toEqual([])
    })

    test('uses every value that a phrase is given', () => {
      const unused = functions.flatMap((path) => {
        const count = callable(new Map(englishLeaves), path).length
        return Array.from({ length: count }, (_, at) => at)
          .filter((at) => changesWith(new Map(englishLeaves), path, at, count))
          .filter((at) => !changesWith(leaves, path, at, count))
          .map((at) => `${path}, value ${at + 1}`)
      })
      expect(unused).toEqual([])
    })

    test('has every plural form of the language', () => {
      const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
      for (const category of categories) {
        const select = spyOn(Intl.PluralRules.prototype, 'select').mockReturnValue(category)
        const said = functions.map((path) => `${path}: ${callable(leaves, path)(...someFor(path))}`)
        select.mockRestore()
        expect(said.filter((text) => /undefined|#|NaN/.test(text))).toEqual([])
      }
    })

    test('reaches code that already holds a phrase', async () => {
      expect(phrases.sessions).toBe('Sessions')
      expect(await speak(tag, [])).toBe(true)
      expect(spoken.value).toBe(languageFor([tag]))
      expect(phrases.sessions).toBe(translation.phrases.sessions)
      expect(appLockPhrases.failure.passphrase_wrong(2_000)).toBe(
        translation.appLockPhrases.failure.passphrase_wrong(2_000),
      )
      expect(await speak('en', [])).toBe(true)
      expect(phrases.sessions).toBe('Sessions')
    })

    test('reaches every part of the English phrases', async () => {
      await speak(tag, [])
      const current = leavesOf(
        Object.fromEntries(
          Object.entries(english).map(([part, sentences]) => [
            part,
            Object.fromEntries(Object.keys(sentences).map((key) => [key, Reflect.get(sentences, key)])),
          ]),
        ),
      )
      expect(current.filter(([path, leaf]) => leaves.get(path) !== leaf).map(([path]) => path)).toEqual([])
    })
  })

test('the phrases under test have values, plurals among them', () => {
  expect(functions.length).toBeGreaterThan(20)
  const leaves = new Map(leavesOf(ar))
  const counted = functions.filter((path) => {
    const given = someFor(path)
    const select = spyOn(Intl.PluralRules.prototype, 'select')
    callable(leaves, path)(...given)
    const asked = select.mock.calls.length > 0
    select.mockRestore()
    return asked
  })
  expect(counted).toEqual([
    'invitePhrases.wordsWrong',
    'phrases.unread',
    'appLockPhrases.erasePurgesLeft',
    'appLockPhrases.imported',
  ])
})

test('Arabic has six plural forms', () => {
  const said = [0, 1, 2, 3, 11, 100].map((n) => ar.phrases.unread(n))
  expect(new Set(said).size).toBe(6)
  expect(ar.phrases.unread(2)).toBe('رسالتان جديدتان')
  expect(ar.invitePhrases.timeLeft(2 * 3_600_000)).toContain('ساعتان')
})

test('in Spanish one o’clock has another article than the other hours', () => {
  const { since } = es.conversationPhrases
  expect([since('1:04'), since('01:04 a. m.'), since('12:04'), since('11:30')]).toEqual([
    ...['desde la 1:04', 'desde la 01:04 a. m.', 'desde las 12:04', 'desde las 11:30'],
  ])
})

test('a session that nobody has named is called by no name in any sentence', () => {
  for (const { phrases: p, chatPhrases: c, conversationPhrases: v, safetyCheckPhrases: s } of [
    english,
    ...Object.values(others),
  ])
    for (const sentence of [
      ...[p.waitingFor, c.newSessionWith, c.alarm.title, c.replyTo, v.isItReally, s.compareTitle],
    ])
      expect(sentence(null)).not.toMatch(/null|undefined|^\s*$/)
})

test('the first system language that is available decides, whatever its region', () => {
  expect(languageFor(['fr-FR', 'de-AT', 'en'])).toBe('de')
  expect(languageFor(['ar-EG'])).toBe('ar')
  expect(languageFor(['en-GB', 'ja'])).toBe('en')
  expect(languageFor(['arn', 'constructor', ''])).toBe('en')
  expect(languageFor([])).toBe('en')
})

test('the later of two language choices wins, whichever loads first', async () => {
  await Promise.all([speak('ja', []), speak('hu', [])])
  expect(spoken.value).toBe('hu')
  await Promise.all([speak('ja', []), speak('en', [])])
  expect(spoken.value).toBe('en')
})

test('in every language the sheet of ringing names all four push services, and a try that heard nothing names the browser that does not tell', () => {
  for (const { nudgePhrases: said } of [english, ...Object.values(others)]) {
    for (const carrier of ['Apple', 'Google', 'Microsoft', 'Mozilla'])
      expect(said.what(null)).toContain(carrier)
    expect(said.stepFailed.arrival).toContain('Safari')
    // Of one platform's way the sentence says whose it is; and a phone that turned it on is not rung at once.
    expect(said.failure.denied).toContain('iPhone')
    expect(said.both('Anna').split('Inviso')).toHaveLength(2)
  }
})

test('each language has one name for Lockdown Mode', () => {
  const named = [
    [english, 'Lockdown Mode'],
    [hu, 'Zárolás mód'],
    [de, 'Blockierungsmodus'],
    [es, 'modo de aislamiento'],
    [ar, 'نمط التأمين'],
    [ja, 'ロックダウンモード'],
  ] as const
  for (const [{ diagnosticsPhrases, nudgePhrases: said }, name] of named)
    for (const sentence of [diagnosticsPhrases.check.lockdown, said.failure.absent])
      expect(sentence).toContain(name)
})

test('in every language the distance within which somebody is, is rounded up', () => {
  for (const { attachmentPhrases: said } of [english, ...Object.values(others)]) {
    expect([said.within(1_001), said.within(1_040)]).toEqual([said.within(1_100), said.within(1_100)])
    expect([said.within(1_000), said.within(99_950)]).not.toContain(said.within(1_100))
    expect(said.within(99_950)).toBe(said.within(100_000))
    expect(said.within(4_100)).not.toBe(said.within(4_200))
  }
})

/** The bar over the messages for searching in them: a field, which match is shown of how many, and the way to the others. */
import { ChevronDown, ChevronUp, Search, X } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { keyOf } from '../items/item-key.ts'
import { foldText } from '../message-text/find-text.ts'
import { createMessageFinder, nearestMatch, nextMatch } from './find-messages.ts'
import { markFound, unmarkFound } from './highlight.ts'
import './search.css'

/** Matches whose words are marked, on each side of the one that is shown: more than a screen holds. */
const MARKED_AROUND = 50

interface SearchBarProps {
  readonly items: readonly TimelineItem[]
  readonly scroller: RefObject<HTMLElement | null>
  /** Grows each time the person asks for the search. */
  readonly asked: number
  /** Key of the match that is shown. */
  readonly found: string | null
  /** The item at the top edge; null at the end. */
  readonly place: () => Element | null
  readonly onFind: (key: string | null) => void
  readonly onClose: () => void
}

const itemKey = (item: TimelineItem | undefined): string | null => (item ? keyOf(item) : null)

/** The texts of the matches around the shown one, by key. */
function textsAround(
  items: readonly TimelineItem[],
  matches: readonly number[],
  shown: number,
): ReadonlyMap<string, string> {
  const middle = Math.max(0, shown)
  const near = matches.slice(Math.max(0, middle - MARKED_AROUND), middle + MARKED_AROUND + 1)
  return new Map(
    near.flatMap((at) => {
      const item = items[at]
      return item && 'text' in item ? [[keyOf(item), item.text] as const] : []
    }),
  )
}

/** What is searched, what was found, and which of it is shown. */
function useMatches({ items, found, place, onFind }: SearchBarProps) {
  const [typed, setTyped] = useState('')
  const find = useMemo(createMessageFinder, [])
  const wanted = foldText(typed).trim()
  const matches = useMemo(() => find(items, wanted), [items, wanted])
  const indexOf = (key: string | null): number => items.findIndex((item) => keyOf(item) === key)
  const shown = matches.indexOf(indexOf(found))
  const readingAt = (): number => {
    const key = found ?? place()?.querySelector<HTMLElement>('article')?.dataset.key ?? null
    const at = indexOf(key)
    return at < 0 ? items.length - 1 : at
  }
  return {
    ...{ typed, wanted, matches, shown },
    type(value: string): void {
      setTyped(value)
      const nearest = nearestMatch(find(items, foldText(value).trim()), readingAt())
      onFind(nearest === undefined ? null : itemKey(items[nearest]))
    },
    go(step: -1 | 1): void {
      const next = nextMatch(matches, readingAt(), step)
      if (next !== undefined) onFind(itemKey(items[next]))
    },
  }
}

/** The field has the focus whenever the search is asked for; afterwards the found message has it, or what had it before. */
function useFocus({ asked, scroller }: SearchBarProps, found: RefObject<string | null>) {
  const field = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (document.activeElement !== field.current) before.current ??= document.activeElement
    field.current?.focus()
    field.current?.select()
  }, [asked])
  useEffect(() => {
    const log = scroller.current
    return () => {
      const message =
        found.current === null ? null : log?.querySelector(`article[data-key="${found.current}"]`)
      const next = message ?? before.current
      if (next instanceof HTMLElement && next.isConnected) next.focus({ preventScroll: true })
    }
  }, [])
  return field
}

export function SearchBar(props: SearchBarProps) {
  const { items, scroller, found, onFind, onClose } = props
  const { typed, wanted, matches, shown, type, go } = useMatches(props)
  const lastFound = useRef(found)
  lastFound.current = found
  const field = useFocus(props, lastFound)
  useLayoutEffect(() => {
    if (scroller.current) markFound(scroller.current, textsAround(items, matches, shown), wanted)
  })
  useEffect(
    () => () => {
      unmarkFound()
      onFind(null)
    },
    [],
  )
  const none = wanted !== '' && matches.length === 0
  return (
    <search class="talk-search">
      <label class="talk-search-field">
        <Search aria-hidden="true" />
        <span class="hush">{conversationPhrases.searchMessages}</span>
        <input
          ref={field}
          type="search"
          dir="auto"
          value={typed}
          placeholder={conversationPhrases.searchMessages}
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="search"
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            const { key, shiftKey, isComposing } = event
            const isBack = key === 'ArrowUp' || (key === 'Enter' && !shiftKey)
            if (isComposing || (!isBack && key !== 'ArrowDown' && key !== 'Enter')) return
            event.preventDefault()
            go(isBack ? -1 : 1)
          }}
        />
        <span class="talk-search-count" role="status">
          {none && conversationPhrases.nothingFound}
          {matches.length > 0 && conversationPhrases.matchAt(Math.max(0, shown) + 1, matches.length)}
        </span>
      </label>
      <div class="talk-search-buttons">
        <IconButton
          name={conversationPhrases.earlierMatch}
          disabled={matches.length === 0}
          onPress={() => go(-1)}
        >
          <ChevronUp aria-hidden="true" />
        </IconButton>
        <IconButton
          name={conversationPhrases.laterMatch}
          disabled={matches.length === 0}
          onPress={() => go(1)}
        >
          <ChevronDown aria-hidden="true" />
        </IconButton>
        <IconButton name={conversationPhrases.endSearch} onPress={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
    </search>
  )
}

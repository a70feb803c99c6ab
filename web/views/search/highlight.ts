/** Marks the found words within the bubbles, where the browser has custom highlights; elsewhere the ring around the message says it. */
import { findInText } from '../message-text/find-text.ts'

/** As `::highlight()` in search.css. */
const NAME = 'found'

/** The text nodes of a message, without what the app adds (the host of a link). */
function textNodes(bubble: Element): readonly Text[] {
  const walker = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    if (!node.parentElement?.closest('.link-host')) nodes.push(node)
  }
  return nodes
}

/** The place of a text's unit among the nodes; an end stays in the node that it ends. */
function placeOf(nodes: readonly Text[], unit: number, isEnd: boolean): readonly [Text, number] | null {
  let before = 0
  for (const node of nodes) {
    const after = before + node.data.length
    if (isEnd ? unit <= after : unit < after) return [node, unit - before]
    before = after
  }
  return null
}

function rangesIn(bubble: Element, text: string, wanted: string): readonly Range[] {
  const nodes = textNodes(bubble)
  // Masked, or translated by the browser: it does not show what was written.
  if (nodes.map(({ data }) => data).join('') !== text) return []
  return findInText(text, wanted).flatMap(([start, end]) => {
    const [from, to] = [placeOf(nodes, start, false), placeOf(nodes, end, true)]
    if (!from || !to) return []
    const range = new Range()
    range.setStart(...from)
    range.setEnd(...to)
    return [range]
  })
}

/** `texts`: the messages to mark, by key. The marks stay until they are removed, and hold the messages' nodes. */
export function markFound(scroller: Element, texts: ReadonlyMap<string, string>, wanted: string): void {
  if (!('highlights' in CSS)) return
  const ranges = [...scroller.querySelectorAll<HTMLElement>('article[data-key]')].flatMap((article) => {
    const text = texts.get(article.dataset.key ?? '')
    const bubble = text !== undefined && article.querySelector('.bubble-text')
    return bubble ? rangesIn(bubble, text, wanted) : []
  })
  CSS.highlights.set(NAME, new Highlight(...ranges))
}

export function unmarkFound(): void {
  if ('highlights' in CSS) CSS.highlights.delete(NAME)
}

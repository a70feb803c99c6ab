/** Keeps a page that a browser translates alive: a translator puts <font> elements in the place of texts, and what the app then writes would change nothing on the screen. */

const isFont = (node: Node | null | undefined): node is Element => node?.nodeName === 'FONT'

/** What stands in the place of a removed text: put there in the same step, or right before or after it. */
const fontOf = ({ addedNodes, previousSibling, nextSibling }: MutationRecord): Element | undefined =>
  [...addedNodes, previousSibling, nextSibling].find(isFont)

/**
 * Watches for texts that were replaced. A text that the app changes later comes back in the place of its translation,
 * and the translator, which watches too, translates it anew. (See Preact's and React's issues on translated pages.)
 */
export function followTranslation(root: Element): void {
  const translations = new WeakMap<Node, Element>()
  const changes = new MutationObserver((records) => {
    for (const { target } of records) {
      const font = translations.get(target)
      translations.delete(target)
      if (font?.isConnected && !target.isConnected) font.replaceWith(target)
    }
  })
  new MutationObserver((records) => {
    for (const record of records) {
      const font = record.removedNodes.length > 0 ? fontOf(record) : undefined
      if (!font) continue
      for (const text of record.removedNodes)
        if (text.nodeType === Node.TEXT_NODE && !text.isConnected) {
          translations.set(text, font)
          changes.observe(text, { characterData: true })
        }
    }
  }).observe(root, { childList: true, subtree: true })
}

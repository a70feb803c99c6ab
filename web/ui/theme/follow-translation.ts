/** Keeps a page updating while a browser translates it: translators replace text nodes by <font> elements, so later changes by the app would not appear. */

const isFont = (node: Node | null | undefined): node is Element => node?.nodeName === 'FONT'

/** The element that replaced a removed text node, added in the same mutation or beside it. */
const fontOf = ({ addedNodes, previousSibling, nextSibling }: MutationRecord): Element | undefined =>
  [...addedNodes, previousSibling, nextSibling].find(isFont)

/**
 * Watches for replaced text nodes. When the app changes such a text, the text node returns in place of its translation,
 * and the translator, which watches too, translates it again. (See Preact's and React's issues on translated pages.)
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

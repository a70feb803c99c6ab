/** Shows a short message that disappears by itself. It is put into the topmost dialog, since what lies behind a dialog is neither seen nor read out. */

/** Long enough to read three words. */
const TOAST_MS = 1_800
/** Screen readers announce changes only to a live region that they already know. */
const KNOWN_MS = 50

const topmost = (): Element => [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body

export function createToast(): (text: string) => void {
  const region = document.createElement('div')
  region.className = 'feedback'
  region.setAttribute('role', 'status')
  region.ariaLive = 'polite'
  document.body.append(region)
  let timer: ReturnType<typeof setTimeout> | undefined
  let said = ''
  const show = (): void => {
    const toast = document.createElement('p')
    toast.className = 'toast'
    toast.textContent = said
    region.replaceChildren(toast)
    timer = setTimeout(() => {
      moved.disconnect()
      region.replaceChildren()
      // In a dialog that closes, the region would be removed with it.
      document.body.append(region)
    }, TOAST_MS)
  }
  const place = (): void => {
    clearTimeout(timer)
    const top = topmost()
    if (region.parentElement === top) return show()
    region.replaceChildren()
    top.append(region)
    timer = setTimeout(show, KNOWN_MS)
  }
  // A dialog that opens covers the message and one that closes removes it: show it again on top.
  const moved = new MutationObserver(() => {
    if (region.parentElement !== topmost() || !region.isConnected) place()
  })
  return (text) => {
    said = text
    moved.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['open'],
    })
    place()
  }
}

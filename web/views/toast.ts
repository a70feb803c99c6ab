/** A word of feedback that goes by itself. It lies in whatever is on top: what is behind a sheet is neither seen nor heard. */

/** Long enough to read three words. */
const TOAST_MS = 1_800
/** A reader hears of a change to what it knew already. */
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
      // A sheet that closes would take it along.
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
  // A sheet that opens meanwhile covers it, one that closes takes it along: then it is said again, where one looks now.
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

/** A word of feedback that goes by itself. It lies in whatever is on top: what is behind a sheet is neither seen nor heard. */

/** Long enough to read three words. */
const TOAST_MS = 1_800
/** A reader hears of a change to what it knew already. */
const KNOWN_MS = 50

export function createFeedback(): (text: string) => void {
  const region = document.createElement('div')
  region.className = 'feedback'
  region.setAttribute('role', 'status')
  region.ariaLive = 'polite'
  document.body.append(region)
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = (text: string): void => {
    const toast = document.createElement('p')
    toast.className = 'toast'
    toast.textContent = text
    region.replaceChildren(toast)
    timer = setTimeout(() => {
      region.replaceChildren()
      // A sheet that closes would take it along.
      document.body.append(region)
    }, TOAST_MS)
  }
  return (text) => {
    clearTimeout(timer)
    const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
    if (region.parentElement === top) return show(text)
    region.replaceChildren()
    top.append(region)
    timer = setTimeout(() => show(text), KNOWN_MS)
  }
}

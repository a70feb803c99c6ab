// The first script of the page. An invite link carries its secret in the fragment: remove it from the address bar before anything else runs, and keep it for the app.
// The same when a link is opened in a page that is open already: the browser then only changes the fragment.
const takeFragment = () => {
  if (location.hash.length > 1) {
    globalThis.launchFragment = location.hash
    history.replaceState(history.state, '', location.pathname)
  } else if (/^\/%23/.test(location.pathname)) {
    // A link checker encoded the sign "#", so all of it went to the server: its secret proves nothing any more.
    globalThis.launchFragment = location.pathname.replace('/%23', '#').replace(/(&|%26)s\b.*/, '&s')
    history.replaceState(history.state, '', '/')
  } else return
  globalThis.dispatchEvent(new Event('arrival'))
}
takeFragment()
addEventListener('hashchange', takeFragment)
// Applies the stored appearance before the first paint, which it blocks, so that nothing flashes. The app calls it again when a choice changes.
globalThis.showAppearance = (given) => {
  const root = document.documentElement
  let look = given
  try {
    look ??= JSON.parse(localStorage.getItem('appearance') ?? 'null')
  } catch {
    // No storage, or an unreadable value: follow the system.
  }
  const theme = look?.theme === 'light' || look?.theme === 'dark' ? look.theme : null
  const scale = look?.textScale > 1 && look.textScale <= 2 ? look.textScale : 1
  root.toggleAttribute('data-solid', look?.solid === true)
  if (theme) root.dataset.theme = theme
  else delete root.dataset.theme
  root.style.font = ''
  root.style.fontSize = ''
  if (scale > 1) {
    // Scale the system's text size where it has one, else the sizes in base.css.
    const desk = matchMedia('(min-width: 900px) and (pointer: fine)').matches
    const follows = !desk && CSS.supports('font', '-apple-system-body')
    if (follows) root.style.font = '-apple-system-body'
    const base = follows ? Number.parseFloat(getComputedStyle(root).fontSize) : desk ? 16 : 17
    root.style.font = ''
    root.style.fontSize = `${base * scale}px`
  }
  for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
    const dark = theme ? theme === 'dark' : meta.media.includes('dark')
    meta.content = dark ? '#000000' : '#ffffff'
  }
}
globalThis.showAppearance()

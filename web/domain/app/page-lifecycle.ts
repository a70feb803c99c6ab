/** Reacts when the page is hidden or shown: covers, locks, resumes and closes handles, in an order that never shows data to a stranger. */
import type { Edge } from '../../platform/page/page.ts'
import type { AppLock } from '../lock/app-lock.ts'
import type { AppPorts } from './app-ports.ts'
import type { AppParts } from './create-parts.ts'
import { createResume } from './resume.ts'

export function followPage({ clock, page }: AppPorts, parts: AppParts, lock: AppLock): void {
  const { log, liveSessions, purges, cover, update, storage } = parts
  const resume = createResume(clock, (stale, reason) => {
    log.add('info', 'app.resume', { stale, reason })
    liveSessions.resume(stale)
    purges.flush()
    update.check()
  })
  page.onEdge((edge: Edge) => {
    log.add('info', `page.${edge.kind}`)
    // Before the cover is removed: a page that slept too long is locked, not shown.
    lock.onEdge(edge)
    cover.onEdge(edge)
    // iOS kills the database handle of a background page, so close it first.
    if (edge.kind === 'hidden') storage.raw.close()
    if (lock.state.value !== 'open') return
    resume.onEdge(edge)
    if (edge.kind === 'hidden') liveSessions.pageHidden()
    if (edge.kind === 'pagehide') liveSessions.pageGone()
    if (edge.kind === 'offline') liveSessions.refresh()
  })
}

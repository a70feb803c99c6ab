/** The page comes and goes: covers, locks, resumes and lets go of handles, in the order that shows nothing to a stranger. */
import type { Edge } from '../../platform/page/page.ts'
import type { AppLock } from '../lock/app-lock.ts'
import type { AppPorts } from './app-ports.ts'
import type { Rooms } from './create-rooms.ts'
import { createResume } from './resume.ts'

export function followPage({ clock, page }: AppPorts, rooms: Rooms, lock: AppLock): void {
  const { log, lives, purges, cover, update, storage } = rooms
  const resume = createResume(clock, (stale, reason) => {
    log.add('info', 'app.resume', { stale, reason })
    lives.resume(stale)
    purges.flush()
    update.check()
  })
  page.onEdge((edge: Edge) => {
    log.add('info', `page.${edge.kind}`)
    // Before the cover may lift: a page that slept too long is locked, not shown.
    lock.onEdge(edge)
    cover.onEdge(edge)
    // iOS takes the handle of a page in the background away; one that is let go cannot die.
    if (edge.kind === 'hidden') storage.raw.close()
    if (lock.state.value !== 'open') return
    resume.onEdge(edge)
    if (edge.kind === 'hidden') lives.pageHidden()
    if (edge.kind === 'pagehide') lives.pageGone()
    if (edge.kind === 'offline') lives.refresh()
  })
}

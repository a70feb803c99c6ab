/** Searches the memory of a running process for bytes (Linux), like an attacker who has the phone with the page still open. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Browser } from '@playwright/test'

interface Region {
  readonly start: number
  readonly end: number
}

/** Size of one read: large enough to be fast, small enough to hold two. */
const CHUNK_BYTES = 8 * 1024 * 1024
const PAGE_BYTES = 4096
/** A word of /proc/<pid>/pagemap: bit 63 marks a page in memory, bit 62 a swapped one. */
const PAGEMAP_BYTES = 8

/** The writable regions: heaps and stacks. Code and mapped files hold no key. */
const regionsOf = (pid: number): Region[] =>
  readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line)
      const [, start = '', end = ''] = found ?? []
      return found ? [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }] : []
    })

/** The parts of a region that were ever written; engines reserve gigabytes that they never touch. */
function presentIn(pagemap: number, { start, end }: Region): Region[] {
  const words = Buffer.alloc(((end - start) / PAGE_BYTES) * PAGEMAP_BYTES)
  const length = readSync(pagemap, words, 0, words.length, (start / PAGE_BYTES) * PAGEMAP_BYTES)
  const parts: { start: number; end: number }[] = []
  for (let at = 0; at + PAGEMAP_BYTES <= length; at += PAGEMAP_BYTES) {
    if (((words[at + PAGEMAP_BYTES - 1] ?? 0) & 0xc0) === 0) continue
    const page = start + (at / PAGEMAP_BYTES) * PAGE_BYTES
    const last = parts.at(-1)
    if (last && last.end === page && page - last.start < CHUNK_BYTES) last.end = page + PAGE_BYTES
    else parts.push({ start: page, end: page + PAGE_BYTES })
  }
  return parts
}

/** The process ids of a browser's renderers. */
export async function renderersOf(browser: Browser): Promise<number[]> {
  const cdp = await browser.newBrowserCDPSession()
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
  await cdp.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

/** Counts how often each needle is in the memory of these processes. Returns only names and counts, since reports must not contain secrets. */
export function countInMemory(
  pids: readonly number[],
  needles: Readonly<Record<string, Buffer>>,
): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(Object.keys(needles).map((name) => [name, 0]))
  const overlap = Math.max(...Object.values(needles).map(({ length }) => length)) - 1
  const count = (bytes: Buffer): void => {
    for (const [name, needle] of Object.entries(needles))
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
        counts[name] = (counts[name] ?? 0) + 1
  }
  for (const pid of pids) {
    const [memory, pagemap] = [openSync(`/proc/${pid}/mem`, 'r'), openSync(`/proc/${pid}/pagemap`, 'r')]
    const chunk = Buffer.alloc(CHUNK_BYTES + PAGE_BYTES + overlap)
    for (const region of regionsOf(pid)) {
      let [kept, keptTo] = [0, 0]
      for (const part of presentIn(pagemap, region)) {
        // A needle may span two reads.
        if (keptTo !== part.start) kept = 0
        try {
          const length = readSync(memory, chunk, kept, part.end - part.start, part.start)
          const read = kept + length
          count(chunk.subarray(0, read))
          chunk.copy(chunk, 0, Math.max(0, read - overlap), read)
          kept = Math.min(read, overlap)
          keptTo = part.start + length
        } catch {
          // The memory was released between the two reads.
          kept = 0
        }
      }
    }
    closeSync(memory)
    closeSync(pagemap)
  }
  return counts
}

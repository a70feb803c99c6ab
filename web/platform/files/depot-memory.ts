/** A depot in memory, for browsers that keep nothing: with a cap, since a phone kills a page that takes too much. */
import { concatBytes } from '../../../base/bytes.ts'
import { err, ok } from '../../../base/result.ts'
import { type Depot, type DepotFile, splitName } from './depot.ts'

interface Kept {
  pieces: Uint8Array[]
  open: DepotFile | null
}

const lengthOf = ({ pieces }: Kept): number => pieces.reduce((sum, piece) => sum + piece.length, 0)

/** `bytesMax`: of all files together. */
export function createMemoryDepot(bytesMax: number): Depot {
  const files = new Map<string, Kept>()
  const used = (): number => [...files.values()].reduce((sum, file) => sum + lengthOf(file), 0)
  const opened = (name: string, kept: Kept): DepotFile => {
    const whileThere = <T, E extends string>(act: () => T): T | ReturnType<typeof err<E>> =>
      files.get(name) === kept && kept.open === file ? act() : err('failed' as E)
    const file: DepotFile = {
      length: async () => whileThere(() => ok(lengthOf(kept))),
      append: async (bytes) =>
        whileThere(() => {
          if (used() + bytes.length > bytesMax) return err('full' as const)
          kept.pieces.push(bytes.slice())
          return ok(undefined)
        }),
      read: async (from, length) =>
        whileThere(() => {
          const all = concatBytes(...kept.pieces)
          return ok(from + length > all.length ? null : all.slice(from, from + length))
        }),
      truncate: async (length) =>
        whileThere(() => {
          kept.pieces = [concatBytes(...kept.pieces).slice(0, length)]
          return ok(undefined)
        }),
      flush: async () => whileThere(() => ok(undefined)),
      async close() {
        if (kept.open === file) kept.open = null
      },
    }
    return file
  }
  return {
    kind: 'memory',
    async open(name) {
      splitName(name)
      const kept = files.get(name) ?? { pieces: [], open: null }
      if (kept.open) return err('failed')
      files.set(name, kept)
      kept.open = opened(name, kept)
      return ok(kept.open)
    },
    async remove(name) {
      splitName(name)
      files.delete(name)
      return ok(undefined)
    },
    async removeAll(folder) {
      for (const name of [...files.keys()]) if (name.startsWith(`${folder}/`)) files.delete(name)
      return ok(undefined)
    },
    names: async () => ok([...files.keys()].sort()),
  }
}

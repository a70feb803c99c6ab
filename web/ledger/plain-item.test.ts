/** The quick check of stored items takes nothing that the schema refuses or would change. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { isPlainItem } from './plain-item.ts'
import { itemSchema } from './stored-schemas.ts'

const theirs = { k: 3, at: 1_700_000_000_000, kind: 'theirs', id: 'message-0001', text: 'Hello' }
const own = { ...theirs, kind: 'own', s: 'stream', n: 2 }

test('messages to which nothing was done are recognised, others are left to the schema', () => {
  expect([theirs, own].map(isPlainItem)).toEqual([true, true])
  const others = [
    { ...theirs, reactions: { me: 'heart' } },
    { ...own, read: true },
    { ...own, s: undefined },
    { ...theirs, n: 1 },
    { k: 1, at: 1, kind: 'notice', notice: 'not_taken' },
    { ...theirs, id: 'short' },
    { ...theirs, k: -1 },
    { ...theirs, at: Number.NaN },
    null,
    'text',
    [],
  ]
  expect(others.map(isPlainItem)).toEqual(others.map(() => false))
})

test('what it takes, the schema takes unchanged', () => {
  const odd = fc.oneof(
    fc.anything(),
    fc.constantFrom(0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '', 'x'.repeat(23), 'x'.repeat(70_000)),
  )
  const names = ['k', 'at', 'kind', 'id', 'text', 's', 'n', 'read', 'other']
  fc.assert(
    fc.property(
      fc.constantFrom(theirs, own),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(odd, fc.constant('left out'))), { maxLength: 2 }),
      (item, changes) => {
        const changed: Record<string, unknown> = { ...item }
        for (const [name, value] of changes)
          if (value === 'left out') delete changed[name]
          else changed[name] = value
        if (!isPlainItem(changed)) return
        const parsed = v.safeParse(itemSchema, changed)
        expect(parsed.success).toBe(true)
        expect(parsed.output as unknown).toEqual(changed)
      },
    ),
    { numRuns: 2_000 },
  )
})

/** Our drawing code for Lucide's icons gives the same result as the package's. */
import { expect, test } from 'bun:test'
import type { VNode } from 'preact'
import ownIcon from './lucide-icon.ts'

const DATA = { name: 'pin', node: [['path', { d: 'M12 17v5', key: 'a' }]] } as const

/** Calls the component as Preact does and gives the element that it returns. */
const drawn = (props: object) => {
  const component = ownIcon(DATA) as unknown as (props: object) => VNode<Record<string, unknown>>
  return component(props)
}

test('an icon is an svg of its paths, drawn in the colour of the text', () => {
  const { type, props } = drawn({})
  expect(type).toBe('svg')
  expect(props).toMatchObject({
    ...{ width: 24, height: 24, viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor' },
    ...{ class: 'lucide lucide-pin', 'aria-hidden': 'true' },
  })
  const [path] = props.children as VNode<{ d: string }>[]
  expect([path?.type, path?.props.d]).toEqual(['path', 'M12 17v5'])
})

test('size and class are added, and an icon with a name is read out', () => {
  const { props } = drawn({ size: 14, class: 'mirrored', 'aria-label': 'Pinned' })
  expect(props).toMatchObject({ width: 14, height: 14, class: 'lucide lucide-pin mirrored' })
  expect(props['aria-label']).toBe('Pinned')
  expect(props['aria-hidden']).toBeUndefined()
})

test('the package still defines its icons in the form that our code draws', async () => {
  const file = new URL('../../../node_modules/lucide-preact/dist/esm/icons/pin.mjs', import.meta.url)
  const text = await Bun.file(file).text()
  expect(text).toContain("from '../createLucideIcon.mjs'")
  expect(text).toMatch(/const \w+ = createLucideIcon\(__iconData\)/)
})

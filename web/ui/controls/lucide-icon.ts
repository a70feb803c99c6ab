/** Draws the icons of Lucide. The build puts it in the place of the package's own drawing code, which is ten times as large for choices that nobody makes here. */
import { type ComponentType, h, type SVGAttributes } from 'preact'

/** What each file of Lucide says about its icon. */
interface IconData {
  readonly name: string
  readonly node: readonly (readonly [tag: string, attributes: Record<string, string>])[]
}

interface IconProps extends SVGAttributes<SVGSVGElement> {
  /** CSS pixels; style sheets may say otherwise. */
  readonly size?: number
}

const STROKES = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 2,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const
const SIZE_PX = 24

/** The component of one icon. Without a name of its own a screen reader passes it over. */
// biome-ignore lint/style/noDefaultExport: Lucide imports it so.
export default ({ name, node }: IconData): ComponentType<IconProps> =>
  ({ size = SIZE_PX, class: more = '', ...props }) =>
    h(
      'svg',
      {
        ...{ xmlns: 'http://www.w3.org/2000/svg', width: size, height: size, viewBox: '0 0 24 24' },
        ...STROKES,
        class: `lucide lucide-${name} ${more}`.trim(),
        'aria-hidden': props['aria-label'] ? undefined : 'true',
        ...props,
      },
      node.map(([tag, attributes]) => h(tag, attributes)),
    )

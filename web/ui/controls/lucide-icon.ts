/** Draws the icons of Lucide. The build replaces the package's drawing code by this, which is a tenth of its size without the unused options. */
import { type ComponentType, h, type SVGAttributes } from 'preact'

/** The data in each of Lucide's icon files. */
interface IconData {
  readonly name: string
  readonly node: readonly (readonly [tag: string, attributes: Record<string, string>])[]
}

interface IconProps extends SVGAttributes<SVGSVGElement> {
  /** CSS pixels; style sheets may override it. */
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

/** Creates the component of one icon. Without a name it is hidden from screen readers. */
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

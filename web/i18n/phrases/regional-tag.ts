/** A language as it is written where the person lives: 12 or 24 hours, and the order of a date, are the region's. */

/**
 * The tag with the system's region (BCP 47). A system language that is the same as the tag's is asked first: whoever
 * reads Spanish in Mexico gets Mexico's clock. Unchanged where the system names no region, or writes one that cannot be read.
 */
export function regionalTag(
  tag: string,
  system: readonly string[] = globalThis.navigator?.languages ?? [],
): string {
  const language = tag.split('-', 1)[0]
  const sameFirst = [
    ...system.filter((other) => other.split('-', 1)[0] === language),
    ...system.filter((other) => other.split('-', 1)[0] !== language),
  ]
  for (const other of sameFirst)
    try {
      const { region } = new Intl.Locale(other)
      if (region) return new Intl.Locale(tag, { region }).toString()
    } catch {
      // A tag of the system that Intl refuses.
    }
  return tag
}

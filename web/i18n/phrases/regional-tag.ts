/** Adds the person's region to a language tag, since 12- or 24-hour clocks and the order of dates depend on it. */

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
      // Intl refuses this tag of the system.
    }
  return tag
}

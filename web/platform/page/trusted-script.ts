/** The one Trusted Types policy of the app: our own service workers and the workers of our own build may be loaded by address, and nothing else. */
interface TrustedScriptUrl {
  toString(): string
}
interface Policy {
  createScriptURL(url: string): TrustedScriptUrl
}
interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy
}

const OWN = /^(\/(sw|nudge)\.js|\/assets\/[\w.-]+\.js)$/
let policy: Policy | null = null

/** Returns the address as a trusted value. Throws for any other script. */
export function trustedScript(url: string): string {
  const path = url.startsWith(location.origin) ? url.slice(location.origin.length) : url
  if (!OWN.test(path)) throw new TypeError('not a script of this app')
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
  if (!policies) return path
  policy ??= policies.createPolicy('inviso', { createScriptURL: (asked) => asked })
  // Callers pass the value on unchanged: the type is string, but the browser needs the trusted value.
  return policy.createScriptURL(path) as unknown as string
}

/** The one Trusted Types policy of the app: our own service worker and the workers of our own build may be loaded by address, and nothing else. */
interface TrustedScriptUrl {
  toString(): string
}
interface Policy {
  createScriptURL(url: string): TrustedScriptUrl
}
interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy
}

const OWN = /^(\/sw\.js|\/assets\/[\w.-]+\.js)$/
let policy: Policy | null = null

/** The address as the browser wants it. Throws for a script of anybody else. */
export function trustedScript(url: string): string {
  const path = url.startsWith(location.origin) ? url.slice(location.origin.length) : url
  if (!OWN.test(path)) throw new TypeError('not a script of this app')
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
  if (!policies) return path
  policy ??= policies.createPolicy('inviso', { createScriptURL: (asked) => asked })
  // Who takes it hands the value on untouched; its type says string, the browser wants the trusted value.
  return policy.createScriptURL(path) as unknown as string
}

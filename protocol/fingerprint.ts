/** The DTLS fingerprint in an SDP: exactly one value, SHA-256, or none is believed (RFC 8122; a second line would be a second key). */
const LINE = /^a=fingerprint:(\S+) (\S+)\s*$/gim
const HEX = /^[0-9a-f]{2}(?::[0-9a-f]{2}){31}$/i

/** Null when there is no fingerprint, one that is not SHA-256, or two that differ. */
export function fingerprintOf(sdp: string): Uint8Array | null {
  // Every attribute that looks like one counts, also one that the strict pattern would not take.
  const named = sdp.match(/^a=fingerprint/gim) ?? []
  const found = [...sdp.matchAll(LINE)]
  const values = new Set(found.map(([, , value = '']) => value.toLowerCase()))
  const [value] = values
  if (value === undefined || values.size !== 1 || found.length !== named.length || !HEX.test(value))
    return null
  if (found.some(([, hash = '']) => hash.toLowerCase() !== 'sha-256')) return null
  return Uint8Array.from(value.split(':'), (byte) => Number.parseInt(byte, 16))
}

/** Whether two descriptions name the same DTLS certificate. */
export function sameCertificate(before: string, after: string): boolean {
  const [one, two] = [fingerprintOf(before), fingerprintOf(after)]
  return one !== null && two !== null && one.every((byte, at) => byte === two[at])
}

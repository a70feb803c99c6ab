/** Reads the DTLS fingerprint of an SDP: exactly one SHA-256 value, since a second line would allow a second key (RFC 8122). */
const LINE = /^a=fingerprint:(\S+) (\S+)\s*$/gim
const HEX = /^[0-9a-f]{2}(?::[0-9a-f]{2}){31}$/i

/** Returns the 32 bytes of the fingerprint; null when it is missing, not SHA-256, or there are two that differ. */
export function fingerprintOf(sdp: string): Uint8Array | null {
  // Counts every attribute that resembles a fingerprint, also those that the strict pattern does not match.
  const named = sdp.match(/^a=fingerprint/gim) ?? []
  const found = [...sdp.matchAll(LINE)]
  const values = new Set(found.map(([, , value = '']) => value.toLowerCase()))
  const [value] = values
  if (value === undefined || values.size !== 1 || found.length !== named.length || !HEX.test(value))
    return null
  if (found.some(([, hash = '']) => hash.toLowerCase() !== 'sha-256')) return null
  return Uint8Array.from(value.split(':'), (byte) => Number.parseInt(byte, 16))
}

/** Whether two SDPs name the same DTLS certificate. */
export function sameCertificate(before: string, after: string): boolean {
  const [one, two] = [fingerprintOf(before), fingerprintOf(after)]
  return one !== null && two !== null && one.every((byte, at) => byte === two[at])
}

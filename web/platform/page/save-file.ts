/** Saves a file through the share sheet on a phone, else as a download. */
const TYPE = 'application/json'
/** Time for the browser to start the download before the object URL is revoked. */
const REVOKE_AFTER_MS = 10_000

export async function saveFile(name: string, text: string): Promise<void> {
  const file = new File([text], name, { type: TYPE })
  const touch = matchMedia('(pointer: coarse)').matches
  if (touch && navigator.canShare?.({ files: [file] })) {
    // Closing the share sheet is not an error.
    await navigator.share({ files: [file] }).catch(() => {})
    return
  }
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS)
}

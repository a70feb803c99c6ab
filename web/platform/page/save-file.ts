/** A file for the person: through the share sheet on a phone, as a download elsewhere. */
const TYPE = 'application/json'
/** The browser has taken the download by then. */
const REVOKE_AFTER_MS = 10_000

export async function saveFile(name: string, text: string): Promise<void> {
  const file = new File([text], name, { type: TYPE })
  const touch = matchMedia('(pointer: coarse)').matches
  if (touch && navigator.canShare?.({ files: [file] })) {
    // A person who closes the share sheet is no error.
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

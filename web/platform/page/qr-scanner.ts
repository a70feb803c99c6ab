/** Reads QR codes from the camera with zxing in WebAssembly, served by our own server and loaded for scanning. */
import { err, ok, type Result } from '../../../base/result.ts'
import { lazyQrReader } from './lazy.ts'

export type ScanError = 'denied' | 'no_camera' | 'no_wasm'
/** Shows the camera in `video` and calls `found` for every QR code; the returned function stops scanning and turns the camera off. */
export type Scan = (
  video: HTMLVideoElement,
  found: (text: string) => void,
) => Promise<Result<() => void, ScanError>>

/** Five frames a second are enough to follow a hand without heating the phone. */
const LOOK_EVERY_MS = 200
/** Larger frames take longer without better results. */
const LOOK_PX_MAX = 720

/** Whether the system will ask for permission before the camera opens; true where it does not say, false without a camera. */
export async function cameraAsks(): Promise<boolean> {
  if (!navigator.mediaDevices?.getUserMedia || typeof WebAssembly === 'undefined') return false
  try {
    const cameras = await navigator.mediaDevices.enumerateDevices()
    if (!cameras.some(({ kind }) => kind === 'videoinput')) return false
    return (await navigator.permissions.query({ name: 'camera' })).state === 'prompt'
  } catch {
    return true
  }
}

async function loadReader() {
  const { prepareZXingModule, readBarcodes, wasmUrl } = await lazyQrReader.load()
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true })
  return (image: ImageData) => readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 1 })
}

function openCamera(): Promise<Result<MediaStream, ScanError>> {
  if (!navigator.mediaDevices?.getUserMedia) return Promise.resolve(err('no_camera'))
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false }).then(
    (stream) => ok(stream),
    (fault: unknown) =>
      err(fault instanceof DOMException && fault.name === 'NotAllowedError' ? 'denied' : 'no_camera'),
  )
}

export const scan: Scan = async (video, found) => {
  if (typeof WebAssembly === 'undefined') return err('no_wasm')
  const camera = await openCamera()
  if (!camera.ok) return camera
  const turnOff = (): void => {
    for (const track of camera.value.getTracks()) track.stop()
    video.srcObject = null
  }
  const read = await loadReader().catch(() => null)
  if (!read) {
    turnOff()
    return err('no_wasm')
  }
  video.srcObject = camera.value
  await video.play().catch(() => {})
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async (): Promise<void> => {
    const { videoWidth, videoHeight } = video
    if (context && videoWidth > 0) {
      const scale = Math.min(1, LOOK_PX_MAX / Math.max(videoWidth, videoHeight))
      canvas.width = Math.round(videoWidth * scale)
      canvas.height = Math.round(videoHeight * scale)
      context.drawImage(video, 0, 0, canvas.width, canvas.height)
      const image = context.getImageData(0, 0, canvas.width, canvas.height)
      const [code] = await read(image).catch(() => [])
      if (code?.text && !over) found(code.text)
    }
    if (!over) timer = setTimeout(() => void look(), LOOK_EVERY_MS)
  }
  void look()
  return ok(() => {
    over = true
    clearTimeout(timer)
    turnOff()
  })
}

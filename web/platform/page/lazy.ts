/** The parts of the page that load on first use. */
import { lazy } from '../lazy.ts'

/** Loaded after the first paint. */
export const lazyServiceWorker = lazy(() => import('./service-worker.ts'))
export const lazyLaunches = lazy(() => import('./launches.ts'))
export const lazySaveFile = lazy(() => import('./save-file.ts'))
export const lazyQrScanner = lazy(() => import('./qr-scanner.ts'))
/** zxing and its WebAssembly, almost a megabyte: loaded only for scanning, not to check for a camera. */
export const lazyQrReader = lazy(async () => {
  const [reader, wasm] = await Promise.all([
    import('zxing-wasm/reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  return { ...reader, wasmUrl: wasm.default }
})
export const lazyBrowserStores = lazy(() => import('../storage/browser-stores.ts'))

/** What the build lets code import besides code. */
declare module '*.css'
declare module '*.wasm?url' {
  const url: string
  // biome-ignore lint/style/noDefaultExport: Vite gives an address so
  export default url
}
declare module '*?worker&url' {
  const url: string
  // biome-ignore lint/style/noDefaultExport: Vite gives an address so
  export default url
}

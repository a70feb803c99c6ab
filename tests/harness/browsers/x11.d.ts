/** The part of the package x11 that the harness uses. */
declare module 'x11' {
  const x11: {
    createClient(
      options: { display: string },
      // biome-ignore lint/suspicious/noExplicitAny: the package has no types of its own
      ready: (fault: unknown, display: any) => void,
    ): { on(event: 'error', listener: (fault: unknown) => void): void }
  }
  // biome-ignore lint/style/noDefaultExport: the package has a default export
  export default x11
}

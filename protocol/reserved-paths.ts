/** Paths that belong to the server. */

/** Whether a path never returns the app's page, also with additional slashes or in capitals: that page could be mistaken for the server's answer. */
export const isReservedPath = (pathname: string): boolean =>
  /^\/+(api|healthz|version\.json|ws)(\/|$)/i.test(pathname)

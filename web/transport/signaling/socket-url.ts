/** Where a server's live connection is. */

/** The address of the signaling socket of a server's origin. */
export const serverToSocketUrl = (server: string): string => `${server.replace(/^http/, 'ws')}/ws`

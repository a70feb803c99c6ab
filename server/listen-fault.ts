/** Explains in one sentence, for the person who starts the server, why it cannot listen. */
import { lookup } from 'node:dns/promises'

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : ''

/** `fault`: what Bun.serve threw. Resolves HOST again, since Bun reports an unknown name as a port in use. */
export async function listenFaultToSentence(
  fault: unknown,
  { host, port }: { readonly host: string; readonly port: number },
  isKnown: (host: string) => Promise<boolean> = (name) =>
    lookup(name).then(
      () => true,
      () => false,
    ),
): Promise<string> {
  switch (codeOf(fault)) {
    case 'EACCES':
    case 'EPERM':
      return `Port ${port} needs a right that this account lacks (PORT); choose one above 1023, or put a proxy in front.`
    case 'EADDRNOTAVAIL':
      return `HOST is "${host}", which is no address of this machine.`
    case 'EADDRINUSE':
      if (await isKnown(host)) return `Port ${port} on ${host} is not free (PORT, HOST).`
      return `HOST is "${host}", a name that nobody knows.`
    default:
      return `Listening on port ${port} of ${host} failed${codeOf(fault) ? ` (${codeOf(fault)})` : ''}.`
  }
}

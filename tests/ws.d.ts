/** The part of `ws` that the tests use; the package has no types. */
declare module 'ws' {
  interface Events {
    on(event: 'open' | 'close' | 'error', act: () => void): void
    on(event: 'message', act: (data: unknown) => void): void
  }
  export class WebSocket implements Events {
    static readonly OPEN: number
    readonly readyState: number
    constructor(url: string, options?: { readonly headers?: Readonly<Record<string, string>> })
    on: Events['on']
    send(text: string): void
    close(): void
    terminate(): void
  }
  export class WebSocketServer {
    readonly clients: Set<WebSocket>
    constructor(options: object)
    on(event: 'connection', act: (client: WebSocket, request: { readonly url: string }) => void): void
    once(event: 'listening', act: () => void): void
    address(): string | { readonly port: number } | null
    close(): void
  }
}

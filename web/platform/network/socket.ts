/** WebSockets behind a small interface: after `close` a socket emits no more events. */
export interface SocketEvents {
  readonly open: () => void
  readonly message: (text: string) => void
  readonly close: () => void
}

export interface Socket {
  /** Does nothing on a socket that is not open. */
  readonly send: (text: string) => void
  /** Closes the socket; no event follows. */
  readonly close: () => void
}

export interface Sockets {
  readonly open: (url: string, events: SocketEvents) => Socket
}

export function createBrowserSockets(): Sockets {
  return {
    open(url, events) {
      let socket: WebSocket
      try {
        socket = new WebSocket(url)
      } catch {
        // A malformed or forbidden address counts as an unreachable server.
        queueMicrotask(events.close)
        return { send() {}, close() {} }
      }
      let abandoned = false
      const tell = (act: () => void) => () => {
        if (!abandoned) act()
      }
      socket.onopen = tell(events.open)
      socket.onclose = tell(events.close)
      socket.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (!abandoned && typeof data === 'string') events.message(data)
      }
      return {
        send(text) {
          if (socket.readyState === WebSocket.OPEN) socket.send(text)
        },
        close() {
          if (abandoned) return
          abandoned = true
          // In Safari, closing a CONNECTING socket can block all later ones, so close it once it is open.
          if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close()
          else socket.close(1000)
        },
      }
    },
  }
}

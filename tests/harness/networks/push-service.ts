/** Plays Mozilla's push service on loopback: Firefox's own WebSocket (autopush), and the endpoints to which a server posts. */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import { temporaryFolder } from '../temporary-folder.ts'

export interface PushServiceStandIn {
  /** What Firefox is told to use: `dom.push.serverURL`. */
  readonly socketUrl: string
  /** The origin of all endpoints, and the certificate by which a server believes it. */
  readonly origin: string
  readonly certificate: string
  /** The endpoints that were made, and those that live. */
  readonly made: () => readonly string[]
  readonly living: () => readonly string[]
  /** How each push was answered, in order. */
  readonly answers: () => readonly number[]
  readonly stop: () => void
}

function createCertificate(): { readonly cert: string; readonly key: string } {
  const folder = temporaryFolder('push')
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
  ])
  return { cert, key }
}

export async function startPushService(): Promise<PushServiceStandIn> {
  const { cert, key } = createCertificate()
  const living = new Map<string, WebSocket>()
  const made: string[] = []
  const answers: number[] = []
  const pushes = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const channelID = (request.url ?? '').replace('/wpush/', '')
      const socket = living.get(channelID)
      socket?.send(
        JSON.stringify({
          ...{ messageType: 'notification', channelID, version: randomUUID() },
          data: Buffer.concat(parts).toString('base64url'),
          headers: { encoding: request.headers['content-encoding'] },
        }),
      )
      answers.push(socket ? 201 : 410)
      response.writeHead(socket ? 201 : 410).end()
    })
  })
  await new Promise<void>((resolve) => pushes.listen(0, '127.0.0.1', resolve))
  const address = pushes.address()
  const origin = `https://localhost:${typeof address === 'object' && address ? address.port : 0}`
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise<void>((resolve) => sockets.once('listening', resolve))
  sockets.on('connection', (socket) =>
    socket.on('message', (data) => {
      const { messageType, channelID, uaid } = JSON.parse(String(data))
      const answer = (more: object): void =>
        socket.send(JSON.stringify({ messageType, status: 200, channelID, ...more }))
      if (messageType === 'hello')
        answer({ uaid: uaid || randomUUID().replaceAll('-', ''), use_webpush: true, broadcasts: {} })
      if (messageType === 'register') {
        living.set(channelID, socket)
        made.push(channelID)
        answer({ pushEndpoint: `${origin}/wpush/${channelID}` })
      }
      if (messageType === 'unregister') {
        living.delete(channelID)
        answer({})
      }
    }),
  )
  const socketAddress = sockets.address()
  return {
    socketUrl: `ws://127.0.0.1:${typeof socketAddress === 'object' && socketAddress ? socketAddress.port : 0}/`,
    origin,
    certificate: cert,
    made: () => made,
    living: () => [...living.keys()],
    answers: () => answers,
    stop() {
      sockets.close()
      pushes.close()
    },
  }
}

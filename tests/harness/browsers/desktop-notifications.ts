/** A desktop without a screen: a D-Bus session bus that takes the notifications of one browser, and clicks on them as a person would. */
import { rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  type Body,
  CALL,
  type Call,
  ERROR,
  encode,
  FIELD,
  greet,
  RETURN,
  SIGNAL,
  takeMessage,
} from './d-bus.ts'

/** A notification on this desktop. */
interface Shown {
  readonly title: string
  readonly body: string
}
export interface Desktop {
  /** For `DBUS_SESSION_BUS_ADDRESS` in the browser's environment. */
  readonly address: string
  /** The notifications on screen, oldest first. */
  readonly shown: () => readonly Shown[]
  /** Clicks on the newest one. */
  readonly click: () => void
  readonly close: () => void
}

const NOTIFICATIONS = 'org.freedesktop.Notifications'
const NOTIFICATIONS_PATH = '/org/freedesktop/Notifications'
const BUS = 'org.freedesktop.DBus'
/** The name of the notification service on this bus; signals of another one are not believed. */
const SERVICE = ':1.1'
/** What a click on the notification itself is called, as opposed to one on a button in it. */
const DEFAULT_ACTION = 'default'
const CLOSED_BY_CALL = 3

/** What the bus itself answers; null for what it does not know. */
function answerOfBus({ member, body }: Call): Body | null {
  const isHere = (name: string): boolean => name === BUS || name === NOTIFICATIONS || name === SERVICE
  switch (member) {
    case 'Hello':
      return ['s', ':1.2']
    case 'AddMatch':
    case 'RemoveMatch':
      return ['']
    case 'NameHasOwner':
      return ['b', isHere(body.text())]
    case 'GetNameOwner':
      return isHere(body.text()) ? ['s', SERVICE] : null
    case 'ListNames':
    case 'ListActivatableNames':
      return ['as', [BUS, NOTIFICATIONS]]
    default:
      return null
  }
}

/** The notifications on screen. `tell` sends a signal to the browser. */
function createScreen(tell: (member: string, body: Body) => void) {
  const shown = new Map<number, Shown>()
  let last = 0
  const notify = (body: Call['body']): Body => {
    body.text()
    const replaced = body.number()
    body.text()
    const id = replaced || ++last
    shown.delete(id)
    shown.set(id, { title: body.text(), body: body.text() })
    return ['u', id]
  }
  return {
    shown: () => [...shown.values()],
    click(): void {
      const newest = [...shown.keys()].at(-1)
      if (newest === undefined) throw new Error('no notification is on screen')
      tell('ActionInvoked', ['us', newest, DEFAULT_ACTION])
    },
    /** What the service answers; null for what it does not know. */
    answer({ member, body }: Call): Body | null {
      switch (member) {
        case 'GetCapabilities':
          return ['as', ['actions', 'body']]
        case 'GetServerInformation':
          return ['ssss', 'screenless', 'inviso', '1', '1.2']
        case 'Notify':
          return notify(body)
        case 'CloseNotification': {
          const id = body.number()
          if (shown.delete(id)) tell('NotificationClosed', ['uu', id, CLOSED_BY_CALL])
          return ['']
        }
        default:
          return null
      }
    },
  }
}

export async function createDesktop(): Promise<Desktop> {
  const folder = temporaryFolder('desktop')
  const path = join(folder, 'bus')
  const sockets = new Set<Socket>()
  let serial = 0
  const send = (
    to: Iterable<Socket>,
    kind: number,
    fields: Parameters<typeof encode>[2],
    body: Body,
  ): void => {
    serial += 1
    const message = encode(kind, serial, fields, body)
    for (const socket of to) socket.write(message)
  }
  const screen = createScreen((member, body) =>
    send(
      sockets,
      SIGNAL,
      [
        [FIELD.path, 'o', NOTIFICATIONS_PATH],
        [FIELD.interface, 's', NOTIFICATIONS],
        [FIELD.member, 's', member],
        [FIELD.sender, 's', SERVICE],
      ],
      body,
    ),
  )
  const answer = (socket: Socket, call: Call): void => {
    const ofScreen = call.interface === NOTIFICATIONS
    const body = ofScreen ? screen.answer(call) : call.interface === BUS ? answerOfBus(call) : null
    const sender = [FIELD.sender, 's', ofScreen ? SERVICE : BUS] as const
    const replyTo = [FIELD.replyTo, 'u', call.serial] as const
    if (body) send([socket], RETURN, [replyTo, sender], body)
    else send([socket], ERROR, [[FIELD.error, 's', `${BUS}.Error.UnknownMethod`], replyTo, sender], [''])
  }
  const server = createServer((socket) => {
    let bytes: Buffer = Buffer.alloc(0)
    let greeted = false
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (more: Buffer) => {
      bytes = Buffer.concat([bytes, more])
      if (!greeted) {
        const said = greet(socket, bytes)
        ;({ greeted, rest: bytes } = said)
        if (greeted) sockets.add(socket)
      }
      for (let taken = greeted && takeMessage(bytes); taken; taken = takeMessage(bytes)) {
        bytes = taken.rest
        if (taken.kind === CALL) answer(socket, taken.call)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return {
    address: `unix:path=${path}`,
    shown: screen.shown,
    click: screen.click,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

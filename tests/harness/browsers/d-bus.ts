/** The wire of D-Bus, as far as one client and one service need it (D-Bus specification, "Message Protocol" and "Authentication Protocol"). */
import type { Socket } from 'node:net'

/** Kinds of messages and header fields (D-Bus specification, "Message Protocol"). */
export const CALL = 1
export const RETURN = 2
export const ERROR = 3
export const SIGNAL = 4
export const FIELD = {
  path: 1,
  interface: 2,
  member: 3,
  error: 4,
  replyTo: 5,
  sender: 7,
  signature: 8,
} as const
const FIXED_HEADER_BYTES = 16

type Value = string | number | boolean | readonly string[]
/** Values with their signature: one letter each, `as` for a list of strings. */
export type Body = readonly [signature: string, ...values: Value[]]

const aligned = (offset: number, to: number): number => Math.ceil(offset / to) * to

/** Writes values in the order of the wire, each aligned to its size. */
function createWriter() {
  let bytes = Buffer.alloc(0)
  const add = (more: Buffer): void => {
    bytes = Buffer.concat([bytes, more])
  }
  const align = (to: number): void => add(Buffer.alloc(aligned(bytes.length, to) - bytes.length))
  const number = (value: number): void => {
    align(4)
    const four = Buffer.alloc(4)
    four.writeUInt32LE(value)
    add(four)
  }
  const text = (value: string): void => {
    const encoded = Buffer.from(value)
    number(encoded.length)
    add(Buffer.concat([encoded, Buffer.alloc(1)]))
  }
  return {
    align,
    number,
    byte: (value: number): void => add(Buffer.from([value])),
    signature: (value: string): void => add(Buffer.from([value.length, ...Buffer.from(value), 0])),
    any(value: Value): void {
      if (typeof value === 'string') text(value)
      else if (typeof value !== 'object') number(Number(value))
      else {
        const list = createWriter()
        for (const each of value) list.any(each)
        number(list.bytes().length)
        add(list.bytes())
      }
    },
    add,
    bytes: () => bytes,
  }
}

/** One message. `fields`: of its header, each with the letter of its type. */
export function encode(
  kind: number,
  serial: number,
  fields: readonly (readonly [number, string, Value])[],
  body: Body,
) {
  const [signature, ...values] = body
  const inner = createWriter()
  for (const value of values) inner.any(value)
  const listed = createWriter()
  const all = signature ? [...fields, [FIELD.signature, 'g', signature] as const] : fields
  for (const [field, type, value] of all) {
    listed.align(8)
    listed.byte(field)
    listed.signature(type)
    if (type === 'g') listed.signature(String(value))
    else listed.any(value)
  }
  const message = createWriter()
  for (const byte of [0x6c, kind, 0, 1]) message.byte(byte)
  message.number(inner.bytes().length)
  message.number(serial)
  message.number(listed.bytes().length)
  // The list begins at byte 16, a multiple of 8, so what was aligned in it stays so.
  message.add(listed.bytes())
  message.align(8)
  message.add(inner.bytes())
  return message.bytes()
}

/** What another one of the bus sent. */
export interface Call {
  readonly serial: number
  readonly interface: string
  readonly member: string
  readonly body: ReturnType<typeof createReader>
}

function createReader(bytes: Buffer, from: number) {
  let at = from
  const number = (): number => {
    at = aligned(at, 4) + 4
    return bytes.readUInt32LE(at - 4)
  }
  const letters = (length: number): string => {
    at += length + 1
    return bytes.toString('utf8', at - length - 1, at - 1)
  }
  return {
    number,
    text: () => letters(number()),
    signature() {
      at += 1
      return letters(bytes.readUInt8(at - 1))
    },
    byte() {
      at += 1
      return bytes.readUInt8(at - 1)
    },
    align(to: number) {
      at = aligned(at, to)
    },
    at: () => at,
  }
}

/** Takes the first message off the bytes; null when it is not all there yet. */
export function takeMessage(
  bytes: Buffer,
): { readonly kind: number; readonly call: Call; readonly rest: Buffer } | null {
  if (bytes.length < FIXED_HEADER_BYTES) return null
  const fieldsEnd = FIXED_HEADER_BYTES + bytes.readUInt32LE(12)
  const bodyStart = aligned(fieldsEnd, 8)
  const end = bodyStart + bytes.readUInt32LE(4)
  if (bytes.length < end) return null
  const fields = createReader(bytes, FIXED_HEADER_BYTES)
  const texts = new Map<number, string>()
  while (fields.at() < fieldsEnd) {
    fields.align(8)
    const field = fields.byte()
    const type = fields.signature()
    if (type === 'u') fields.number()
    else texts.set(field, type === 'g' ? fields.signature() : fields.text())
  }
  const call: Call = {
    serial: bytes.readUInt32LE(8),
    interface: texts.get(FIELD.interface) ?? '',
    member: texts.get(FIELD.member) ?? '',
    body: createReader(bytes, bodyStart),
  }
  return { kind: bytes.readUInt8(1), call, rest: bytes.subarray(end) }
}

/** Answers the lines by which a client says who it is; `greeted`: that was the last of them, and messages follow in `rest`. */
export function greet(socket: Socket, bytes: Buffer): { readonly greeted: boolean; readonly rest: Buffer } {
  let rest = bytes
  for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
    const line = rest.toString('latin1', 0, end).replace('\0', '')
    rest = rest.subarray(end + 2)
    if (line === 'BEGIN') return { greeted: true, rest }
    if (line.startsWith('AUTH EXTERNAL')) socket.write(`OK ${'0'.repeat(32)}\r\n`)
    else socket.write(line === 'AUTH' ? 'REJECTED EXTERNAL\r\n' : 'ERROR\r\n')
  }
  return { greeted: false, rest }
}

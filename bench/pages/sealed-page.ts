/** The page of the `sealed` bench: the app's channel over its peer connection, and the same connection without the channel. */
import { connect, type Ends, random, secure } from '../ends.ts'

const MESSAGE_BYTES = 200
const ROUND_TRIPS = 300
const BULK_BYTES = 24 * 1024 * 1024
const FRAME_BYTES = 16 * 1024
/** The size that a chunk of a file would have. */
const CHUNK_BYTES = 16 * 16_365

async function roundTrips(
  send: (bytes: Uint8Array) => void,
  onBack: (act: () => void) => void,
): Promise<number> {
  const message = random(MESSAGE_BYTES)
  const started = performance.now()
  for (let round = 0; round < ROUND_TRIPS; round += 1)
    await new Promise<void>((resolve) => {
      onBack(resolve)
      send(message)
    })
  return (performance.now() - started) / ROUND_TRIPS
}

/** Megabytes a second. */
const speed = (started: number): number => BULK_BYTES / 1_000 / (performance.now() - started)

async function bareBulk({ peers, onFrame, onDrained }: Ends): Promise<number> {
  const frame = random(FRAME_BYTES)
  let got = 0
  const started = performance.now()
  const all = new Promise<void>((resolve) => {
    onFrame[1] = (bytes) => {
      got += bytes.length
      if (got >= BULK_BYTES) resolve()
    }
  })
  for (let sent = 0; sent < BULK_BYTES; sent += FRAME_BYTES)
    while (!peers[0].send(frame))
      await new Promise<void>((resolve) => {
        onDrained[0] = resolve
      })
  await all
  return speed(started)
}

async function sealedBulk(sealed: Awaited<ReturnType<typeof secure>>): Promise<number> {
  const chunk = new Uint8Array(CHUNK_BYTES).fill(7)
  let got = 0
  const started = performance.now()
  const all = new Promise<void>((resolve) => {
    sealed.heard[1] = (bytes) => {
      got += bytes.length
      if (got >= BULK_BYTES) resolve()
    }
  })
  // Two chunks in flight, as a file sender would have.
  let sent = 0
  const next = (): void => {
    if (sent >= BULK_BYTES) return
    sent += CHUNK_BYTES
    sealed.first.send(chunk, next)
  }
  next()
  next()
  await all
  return speed(started)
}

async function measure() {
  const bare = await connect()
  bare.onFrame[1] = (bytes) => void bare.peers[1].send(bytes)
  const bareTrip = await roundTrips(
    (bytes) => void bare.peers[0].send(bytes),
    (act) => {
      bare.onFrame[0] = act
    },
  )
  const bareSpeed = await bareBulk(bare)
  for (const peer of bare.peers) peer.close()
  const ends = await connect()
  const sealed = await secure(ends)
  sealed.heard[1] = (bytes) => sealed.second.send(bytes)
  const sealedTrip = await roundTrips(
    (bytes) => sealed.first.send(bytes),
    (act) => {
      sealed.heard[0] = act
    },
  )
  const sealedSpeed = await sealedBulk(sealed)
  for (const peer of ends.peers) peer.close()
  return { handshake: sealed.ms, bareTrip, sealedTrip, bareSpeed, sealedSpeed }
}

Object.assign(globalThis, { measure })

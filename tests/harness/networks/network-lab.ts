/**
 * A small internet in network namespaces: two phones, each behind its own NAT router, and a server.
 *
 *   anna ─ wire ─ anna-wifi ─┐
 *        └ wire ─ anna-cell ─┼─ internet ─ server (the product, STUN and TURN)
 *   ben  ─ wire ─ ben-wifi  ─┘
 *
 * Needs root, `ip`, `nft`, python3 and /dev/net/tun. Everything it creates carries this process's id and is removed by `dispose`.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { FULL_CHROMIUM } from '../browsers/chromium.ts'

/** `symmetric` maps each destination to another port, so that an address from STUN is useless. */
export type Nat = 'port-preserving' | 'symmetric'
export type Phone = 'anna' | 'ben'
/** A phone's way to the internet: `wifi` is up at first, `cell` only after `moveToCellular`. */
export type Access = 'anna-wifi' | 'anna-cell' | 'ben-wifi'
export interface WireState {
  readonly delayMs: number
  /** Share of frames lost in each direction, 0 to 1. */
  readonly loss: number
  readonly up: boolean
}

/** Frames passed and lost since the wire was created. */
export interface WireCount {
  readonly passed: number
  readonly lost: number
}

export interface Netlab {
  readonly serverAddress: string
  /** The command prefix that runs a command in the server's namespace. */
  readonly enterServer: readonly string[]
  /** The executable to start instead of Chromium, so that it runs on this phone. */
  readonly browserOf: (phone: Phone) => string
  /** Changes the wire of an access in both directions. */
  readonly wire: (access: Access, change: Partial<WireState>) => Promise<WireCount>
  /** The router drops UDP from now on, like a strict company network. */
  readonly dropUdp: (access: Access) => void
  /** Anna's Wi-Fi and its address are gone; after `gapMs` there is another network, with another address behind another NAT. */
  readonly moveToCellular: (gapMs: number) => Promise<void>
  readonly dispose: () => Promise<void>
}

const SERVER_ADDRESS = '203.0.113.10'
const INTERNET_ADDRESS = '203.0.113.1'
/** The routers: their public address, and the network behind them, whose `.1` they are. */
const ROUTERS = {
  'anna-wifi': { phone: 'anna', device: 'wifi', outside: '203.0.113.11', inside: '10.1.0' },
  'anna-cell': { phone: 'anna', device: 'cell', outside: '203.0.113.21', inside: '10.3.0' },
  'ben-wifi': { phone: 'ben', device: 'wifi', outside: '203.0.113.12', inside: '10.2.0' },
} as const
/** The public address of an access, as the other phone sees it. */
export const publicAddressOf = (access: Access): string => ROUTERS[access].outside
const ACCESSES = ['anna-wifi', 'anna-cell', 'ben-wifi'] as const
const PHONES = ['anna', 'ben'] as const
type Place = Access | Phone | 'internet' | 'server'
const PLACES: readonly Place[] = ['internet', 'server', ...ACCESSES, ...PHONES]
const NAMED = /^inviso-(\d+)-/
const nameOf = (place: string): string => `inviso-${process.pid}-${place}`
const within = (place: string): readonly string[] => ['ip', 'netns', 'exec', nameOf(place)]

/** Folder of the commands that start the browsers. */
const folderOf = (owner: number): string => join(tmpdir(), `inviso-${owner}-phones`)

function run(command: readonly string[], input = ''): string {
  const [file = '', ...args] = command
  return execFileSync(file, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
}
const ip = (place: Place, command: string): string => run(['ip', '-n', nameOf(place), ...command.split(' ')])
const nft = (place: Place, rules: string): string => run([...within(place), 'nft', '-f', '-'], rules)

/** Why there can be no lab on this machine, in a sentence; null when there can. */
export function whyNoNetlab(): string | null {
  if (process.getuid?.() !== 0) return 'The network lab needs root, for network namespaces.'
  if (!existsSync('/dev/net/tun')) return 'The network lab needs /dev/net/tun.'
  if (!existsSync('/usr/bin/turnserver')) return 'The network lab needs coturn.'
  try {
    run(['ip', 'netns', 'add', nameOf('probe')])
    run([...within('probe'), 'nft', 'add', 'table', 'ip', 'probe'])
    return null
  } catch {
    return 'The network lab needs ip and nft, and the right to make network namespaces (NET_ADMIN, SYS_ADMIN).'
  } finally {
    removeNamespaces((owner) => owner === process.pid)
  }
}

/** Ends the processes in the namespaces of these owners one by one, and removes the namespaces. */
function removeNamespaces(isMeant: (owner: number) => boolean): void {
  let names: string[] = []
  try {
    names = run(['ip', 'netns', 'list'])
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '')
  } catch {
    return
  }
  for (const name of names) {
    const owner = NAMED.exec(name)?.[1]
    if (owner === undefined || !isMeant(Number(owner))) continue
    for (const pid of run(['ip', 'netns', 'pids', name]).split('\n').filter(Boolean)) {
      try {
        process.kill(Number(pid), 'SIGKILL')
      } catch {
        // The process has ended by itself.
      }
    }
    run(['ip', 'netns', 'del', name])
    rmSync(folderOf(Number(owner)), { recursive: true, force: true })
  }
}

function makePlaces(): void {
  for (const place of PLACES) {
    run(['ip', 'netns', 'add', nameOf(place)])
    // IPv6 would configure itself seconds later, which a browser takes for a network change.
    const settings =
      'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6; echo 1 > /proc/sys/net/ipv4/ip_forward'
    run([...within(place), 'sh', '-c', settings])
    ip(place, 'link set lo up')
  }
  ip('internet', 'link add bridge type bridge')
  ip('internet', `addr add ${INTERNET_ADDRESS}/24 dev bridge`)
  ip('internet', 'link set bridge up')
  // Packets to private addresses vanish silently, as on the internet; an error would make coturn give up.
  ip('internet', 'route add blackhole 10.0.0.0/8')
  const plug = (place: Place, address: string): void => {
    run(
      `ip -n ${nameOf('internet')} link add ${place} type veth peer name wan netns ${nameOf(place)}`.split(
        ' ',
      ),
    )
    ip('internet', `link set ${place} master bridge up`)
    ip(place, `addr add ${address}/24 dev wan`)
    ip(place, 'link set wan up')
    ip(place, `route add default via ${INTERNET_ADDRESS}`)
  }
  plug('server', SERVER_ADDRESS)
  for (const access of ACCESSES) plug(access, ROUTERS[access].outside)
}

/** A home router: lets answers to outgoing packets in, and nothing else. */
function makeRouter(access: Access, nat: Nat): void {
  ip(access, `addr add ${ROUTERS[access].inside}.1/24 dev lan`)
  ip(access, 'link set lan up')
  const ports = nat === 'symmetric' ? 'fully-random' : ''
  // The router drops packets for itself: accepting one from outside would occupy the port needed for hole punching.
  nft(
    access,
    `table ip home {
      chain translate { type nat hook postrouting priority 100; oifname "wan" masquerade ${ports}; }
      chain pass {
        type filter hook forward priority 0; policy drop;
        iifname "lan" accept
        ct state established,related accept
      }
      chain own { type filter hook input priority 0; iifname "wan" meta l4proto udp ct state new drop; }
    }`,
  )
}

function joinNetwork(access: Access): void {
  const { phone, device, inside } = ROUTERS[access]
  ip(phone, `link set ${device} up`)
  ip(phone, `addr add ${inside}.2/24 dev ${device}`)
  ip(phone, `route add default via ${inside}.1`)
}

interface Wires {
  readonly change: (access: Access, change: Partial<WireState>) => Promise<WireCount>
  readonly stop: () => Promise<void>
}

async function layWires(): Promise<Wires> {
  const script = join(import.meta.dirname, 'wire.py')
  const wires = ACCESSES.map((access) => {
    const { phone, device } = ROUTERS[access]
    return `${access}:${nameOf(phone)}/${device}:${nameOf(access)}/lan`
  })
  const child: ChildProcess = spawn('/usr/bin/python3', [script, ...wires], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (!child.stdout || !child.stdin) throw new Error('the wires have no pipes')
  const { stdout, stdin } = child
  const waiting: { done: (line: string) => void; failed: (why: Error) => void }[] = []
  createInterface({ input: stdout }).on('line', (line) => waiting.shift()?.done(line))
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void gone.then(() => {
    for (const { failed } of waiting.splice(0)) failed(new Error('the wires are gone'))
  })
  const answered = () =>
    new Promise<string>((done, failed) => {
      waiting.push({ done, failed })
    })
  await answered()
  return {
    async change(access, { delayMs, loss, up }) {
      const answer = answered()
      stdin.write(`${JSON.stringify({ wire: access, delay_ms: delayMs, loss, up })}\n`)
      return JSON.parse(await answer) as WireCount
    },
    async stop() {
      stdin.end()
      await gone
    },
  }
}

export async function createNetlab(nat: Nat): Promise<Netlab> {
  // Removes what earlier labs left because their process was killed.
  removeNamespaces((owner) => owner === process.pid || !existsSync(`/proc/${owner}`))
  const folder = folderOf(process.pid)
  mkdirSync(folder)
  let wires: Wires | null = null
  const dispose = async (): Promise<void> => {
    await wires?.stop()
    removeNamespaces((owner) => owner === process.pid)
  }
  try {
    makePlaces()
    wires = await layWires()
    for (const access of ACCESSES) makeRouter(access, nat)
    joinNetwork('anna-wifi')
    joinNetwork('ben-wifi')
    for (const phone of PHONES)
      writeFileSync(
        join(folder, phone),
        `#!/bin/sh\nexec ${within(phone).join(' ')} ${FULL_CHROMIUM} "$@"\n`,
        {
          mode: 0o755,
        },
      )
  } catch (fault) {
    await dispose()
    throw fault
  }
  return {
    serverAddress: SERVER_ADDRESS,
    enterServer: within('server'),
    browserOf: (phone) => join(folder, phone),
    wire: wires.change,
    dropUdp(access) {
      const rule = 'type filter hook forward priority -10; meta l4proto udp drop;'
      nft(access, `table ip strict {\n chain pass { ${rule} }\n}\n`)
    },
    async moveToCellular(gapMs) {
      ip('anna', 'addr flush dev wifi')
      ip('anna', 'link set wifi down')
      await new Promise((resolve) => setTimeout(resolve, gapMs))
      joinNetwork('anna-cell')
    },
    dispose,
  }
}

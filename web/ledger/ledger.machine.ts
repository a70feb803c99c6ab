/** The pure step of a ledger for each event: a message typed, received, acknowledged or missed. Effects are data. */

import { unreachable } from '../../base/result.ts'
import type { MessageId } from '../../protocol/ids.ts'
import { turned } from '../../protocol/message.ts'
import {
  type Act,
  contentOf,
  contentOfItem,
  isAct,
  isMessage,
  type MessageContent,
  type NumberedHeard,
  partsOf,
  shownOf,
} from './content.ts'
import { edit, forgetGone, isLastOfTheirs } from './edits.ts'
import { forgetHeld, hold, onTrust } from './held-acts.ts'
import { add, expire, type NewItem, note } from './items.ts'
import type { LedgerEffect, LedgerEvent, LedgerItem, LedgerState, LedgerTools } from './ledger.types.ts'
import { react, remove, theirAct, unsend } from './message-acts.ts'
import { append, begin, bytesOf, chainAt, emptyStream, giveUp, markHanded, revive } from './outbox.ts'
import { lostOver, restart, settled } from './resync.ts'

/** More than the outbox of the other side can hold. */
const SEEN_MAX = 1_000

type Step = Promise<readonly [LedgerState, ...LedgerEffect[]]>

export async function emptyLedger(tools: LedgerTools): Promise<LedgerState> {
  return {
    own: await emptyStream(tools),
    theirs: { s: null, n: 0, chain: '', same: true, held: null },
    items: [],
    count: 0,
    seen: [],
    failed: [],
  }
}

/** Whether the message came before. Also asked of the items: two with one id would be one to every act, a change of an older one too. */
const isKnown = ({ seen, items }: LedgerState, id: MessageId): boolean =>
  seen.includes(id) || items.some((item) => item.kind === 'theirs' && item.id === id)

async function onSaid(
  state: LedgerState,
  { said, at, trusted, overdue }: Extract<LedgerEvent, { kind: 'said' }>,
  tools: LedgerTools,
): Step {
  const { theirs } = state
  const follows = said.s === theirs.s ? said.n === theirs.n + 1 : said.n === 1
  // Either a duplicate whose ack got lost, or there is a gap before it: ask for what is missing.
  if (!follows) return [state, { kind: said.s === theirs.s && said.n <= theirs.n ? 'ack' : 'have' }]
  const before = said.s === theirs.s ? theirs.chain : await tools.startChain(said.s)
  const chain =
    said.t === 'unknown' ? said.c : await tools.nextChain(before, said.n, ...partsOf(contentOf(said)))
  // A message of an unknown kind cannot be checked: adopt the sender's chain and leave `same` as it is.
  const same = said.t === 'unknown' ? theirs.same : chain === said.c
  const held = said.s === theirs.s ? theirs.held : theirs.held && { ...theirs.held, confirmed: null }
  const next = { ...state, theirs: { s: said.s, n: said.n, chain, same, held } }
  const told: LedgerEffect[] = same ? [{ kind: 'ack' }] : [{ kind: 'ack' }, { kind: 'have' }]
  if (isAct(said)) {
    if (said.t === 'edit' && (overdue || !isLastOfTheirs(state.items, said.id)))
      return [next, ...told, { kind: 'ignored' }]
    if (!trusted) return hold(state, next, said, before, told)
    const items = theirAct(state.items, said)
    return items ? [{ ...next, items }, ...told] : [next, ...told, { kind: 'ignored' }]
  }
  const { id } = said
  if (id !== undefined && isKnown(state, id)) return [next, ...told]
  const seen = id === undefined ? state.seen : [...state.seen.slice(1 - SEEN_MAX), id]
  return [add({ ...next, seen }, itemOf(said, at)), ...told, { kind: 'arrived' }]
}

function itemOf(said: Exclude<NumberedHeard, Act>, at: number): NewItem {
  if (said.t === 'unknown') return { kind: 'notice', notice: 'unknown_message', at }
  const { re, ...shown } = shownOf(contentOf(said))
  return { kind: 'theirs', ...shown, at, ...(re && { re: turned(re) }) }
}

async function onHave(
  state: LedgerState,
  { said, at }: Extract<LedgerEvent, { kind: 'have' }>,
  tools: LedgerTools,
): Step {
  const { own } = state
  const last = own.acked + own.entries.length
  const told = said.missing > 0 ? note(state, 'gap', at) : state
  if (said.s !== own.s) {
    // They hold nothing of this stream: none of it arrived, or they lost all of it.
    const unheard = own.acked === 0 && !own.entries.some((entry) => entry.state === 'failed')
    return [unheard ? told : await restart(told, tools), { kind: 'go_on' }]
  }
  if (said.n < own.acked) {
    const again = lostOver(state, said.n)
    return [await restart(told, tools, again.entries, again.missing), { kind: 'go_on' }]
  }
  const same = said.n <= last && chainAt(own, said.n) === said.c
  if (!same) return [await restart(note(told, 'not_same', at), tools), { kind: 'go_on' }]
  const heard = settled(told, said.n)
  // A given-up message that the peer lacks certainly did not arrive.
  const given = heard.own.entries.some((entry) => entry.state === 'failed')
  return [given ? await restart(heard, tools) : heard, { kind: 'go_on' }]
}

function onAck(state: LedgerState, said: Extract<LedgerEvent, { kind: 'ack' }>['said']): LedgerState {
  const { own } = state
  if (said.s !== own.s || said.n < own.acked) return state
  if (chainAt(own, said.n) !== said.c) return { ...state, own: { ...own, same: false } }
  return settled(state, said.n)
}

async function onResend(
  state: LedgerState,
  id: MessageId,
  at: number,
  tools: LedgerTools,
): Promise<LedgerState> {
  const item = state.items.find((one) => one.kind === 'own' && one.id === id)
  if (item?.kind !== 'own') return state
  if (state.own.entries.some((entry) => isMessage(entry) && entry.id === id && entry.state === 'failed'))
    return { ...state, own: revive(state.own, id, at) }
  if (!state.failed.includes(id)) return state
  // Same id, so that it is not shown twice if it had arrived after all.
  const content = contentOfItem(item)
  const own = await append(tools, state.own, { ...content, at, bytes: bytesOf(content), state: 'waiting' })
  const n = own.acked + own.entries.length
  return {
    ...state,
    own,
    failed: state.failed.filter((other) => other !== id),
    items: state.items.map((other) => (other === item ? { ...item, s: own.s, n } : other)),
  }
}

/** An own message, new or posted again because the app locked in the middle of sending. */
async function onOwn(
  state: LedgerState,
  message: MessageContent & { readonly at: number; readonly bytes: number },
  tools: LedgerTools,
): Step {
  if (state.items.some((item) => item.kind === 'own' && item.id === message.id)) return [state]
  const own = await append(tools, state.own, { ...message, state: 'waiting' })
  const n = own.acked + own.entries.length
  const item = { kind: 'own' as const, ...shownOf(message), at: message.at, s: own.s, n }
  return [add({ ...state, own }, item), { kind: 'activity' }]
}

export async function stepLedger(state: LedgerState, event: LedgerEvent, tools: LedgerTools): Step {
  switch (event.kind) {
    case 'typed': {
      const { id, text, re, at, bytes } = event
      return onOwn(state, { ...contentOfItem({ id, text, re }), at, bytes }, tools)
    }
    case 'located':
      return onOwn(state, { ...event.content, at: event.at, bytes: bytesOf(event.content) }, tools)
    case 'said':
      return onSaid(state, event, tools)
    case 'react':
      return [await react(state, event, tools)]
    case 'edit':
      return [await edit(state, event, tools)]
    case 'unsend':
      return [await unsend(state, event, tools)]
    case 'remove':
      return [forgetHeld(await remove(state, event.what, tools))]
    case 'ack':
      return [onAck(state, event.said)]
    case 'read': {
      const { s, n } = event.said
      // What they read is not yet what it says now.
      const changed = new Set(
        state.own.entries.flatMap((entry) => (entry.kind === 'edit' && entry.n > n ? [entry.id] : [])),
      )
      const isNew = (item: LedgerItem): boolean =>
        item.kind === 'own' &&
        item.s === s &&
        item.n <= Math.min(n, state.own.acked) &&
        !item.read &&
        !changed.has(item.id)
      if (!state.items.some(isNew)) return [state]
      const items = state.items.map((item) => (isNew(item) ? ({ ...item, read: true } as LedgerItem) : item))
      return [{ ...state, items }]
    }
    case 'have':
      return onHave(state, event, tools)
    case 'handed':
      return [event.s === state.own.s ? { ...state, own: markHanded(state.own, event.n) } : state]
    case 'resend':
      return [await onResend(state, event.id, event.at, tools), { kind: 'activity' }]
    case 'give_up': {
      const own = giveUp(state.own, event.before)
      return [own === state.own ? state : { ...state, own }]
    }
    case 'ended': {
      const entries = state.own.entries.map((entry) => ({ ...entry, state: 'failed' as const }))
      return [
        entries.length === 0 ? state : await restart({ ...state, own: { ...state.own, entries } }, tools),
      ]
    }
    case 'notice':
      return [note(state, event.notice, event.at)]
    case 'trust':
      return onTrust(state)
    case 'expire':
      return [forgetHeld(await forgetGone(expire(state, event), tools))]
    case 'touch':
      return [{ ...state }]
    case 'clear':
      return [forgetHeld({ ...state, own: await begin(tools, [], state.own.missing), items: [], failed: [] })]
    default:
      return unreachable(event)
  }
}

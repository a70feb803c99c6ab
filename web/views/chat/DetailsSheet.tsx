/** "Details": everything about a session that does not fit its header; each line opens the place where it is changed. */
import {
  ArrowLeftRight,
  BellRing,
  ChevronRight,
  Equal,
  EyeOff,
  Fingerprint,
  MapPinOff,
  Search,
  ShieldAlert,
  ShieldCheck,
  ShieldHalf,
  Timer,
} from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { err, type Result } from '../../../base/result.ts'
import type { Conversation, Security } from '../../domain/conversation/conversation.model.ts'
import type { Failure } from '../../domain/failure.ts'
import type { SessionNudges } from '../../domain/nudges/nudges.model.ts'
import type { SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { safetyCheckPhrases } from '../../i18n/phrases/safety-check.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Switch } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { SessionAvatar } from '../sessions/SessionFace.tsx'
import { statusSentence, statusText } from '../timeline/chat-text.ts'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'
import { useCoverInHeader } from './ChatHeader.tsx'
import type { ChatDialog } from './ChatMenu.tsx'
import { isProven } from './trust.ts'
import './details.css'

interface LineProps {
  readonly icon: ComponentChildren
  readonly title: string
  readonly text?: string | undefined
  readonly tone?: 'good' | 'warn'
  readonly value?: string
  readonly onPress?: (() => void) | undefined
}

function Line({ icon, title, text, tone, value, onPress }: LineProps) {
  const inside = (
    <>
      {icon}
      <span>
        <span class="detail-title">{title}</span>
        {text && <small>{text}</small>}
      </span>
      {value && <span class="quiet">{value}</span>}
      {onPress && <ChevronRight aria-hidden="true" class="detail-go mirrored" />}
    </>
  )
  return (
    <li data-tone={tone}>
      {onPress ? (
        <button type="button" class="detail" onClick={onPress}>
          {inside}
        </button>
      ) : (
        <div class="detail">{inside}</div>
      )}
    </li>
  )
}

function TrustLine({ security, onPress }: { readonly security: Security; readonly onPress: () => void }) {
  const { trust, at, imported } = security
  if (isProven(trust))
    return (
      <Line
        icon={imported ? <ShieldHalf aria-hidden="true" /> : <ShieldCheck aria-hidden="true" />}
        tone="good"
        title={imported ? chatPhrases.trust.imported : chatPhrases.trust.verified}
        text={safetyCheckPhrases.verifiedBy[trust](at)}
        onPress={onPress}
      />
    )
  return (
    <Line
      icon={<ShieldAlert aria-hidden="true" />}
      tone="warn"
      title={chatPhrases.trust[trust]}
      text={safetyCheckPhrases[trust]}
      onPress={onPress}
    />
  )
}

/** What one does to the whole talk: search in it, and hide it from a look over the shoulder where the header has no button for that. */
function Acts({ onSearch, onClose }: { readonly onSearch: () => void; readonly onClose: () => void }) {
  const { cover } = useView().app
  const coverInHeader = useCoverInHeader()
  const afterClosing = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <div class="side-by-side">
      <Button onPress={afterClosing(onSearch)}>
        <Search aria-hidden="true" />
        {conversationPhrases.search}
      </Button>
      {!coverInHeader && (
        <Button onPress={afterClosing(cover.coverNow)}>
          <EyeOff aria-hidden="true" />
          {chatPhrases.coverNow}
        </Button>
      )}
    </div>
  )
}

function lifetimeText({ lifetime }: Conversation): string {
  const { mine, theirs } = lifetime.value
  if (mine !== null) return conversationPhrases.youProposed(chatPhrases.lifetimeName[mine])
  if (theirs !== null) return chatPhrases.lifetimeAsked(chatPhrases.lifetimeName[theirs])
  return conversationPhrases.lifetimeBoth
}

/** `onAddress`: none for a closed session. */
function PrivacyLines(props: {
  readonly conversation: Conversation
  readonly onAddress: (() => void) | undefined
  /** Null for a closed session, and until ringing is loaded. */
  readonly nudges: SessionNudges | null
  readonly onRing: () => void
}) {
  const { conversation, onAddress, nudges, onRing } = props
  const keep = useKept()
  const turnOff = async (turning: SessionNudges): Promise<Result<void, Failure>> => {
    const turned = await turning.turnOff()
    return turned.ok ? turned : err({ code: turned.error })
  }
  if (!onAddress && !nudges) return null
  return (
    <ul class="group">
      {onAddress && (
        <Line
          icon={<MapPinOff aria-hidden="true" />}
          title={chatPhrases.hideAddress}
          value={conversation.hideAddress.value ? conversationPhrases.on : conversationPhrases.off}
          onPress={onAddress}
        />
      )}
      {nudges && (
        <li class="switch-item">
          <BellRing aria-hidden="true" />
          {/* Turning it on opens the sheet, which explains before anything is asked. */}
          <Switch
            label={nudgePhrases.ringThisPhone}
            checked={nudges.on.value}
            onChange={(on) => (on ? onRing() : void keep(turnOff(nudges)))}
          />
        </li>
      )}
    </ul>
  )
}

export function DetailsSheet(props: {
  readonly row: SessionRow
  readonly conversation: Conversation
  /** Null until ringing is loaded. */
  readonly nudges: SessionNudges | null
  readonly onOpen: (dialog: ChatDialog) => void
  readonly onSearch: () => void
  readonly onClose: () => void
}) {
  const { row, conversation, nudges, onOpen, onSearch, onClose } = props
  const { navigation } = useView()
  const state = conversation.connection.value
  const security = conversation.security.value
  const closed = state.kind === 'closed'
  /** Returns the action that opens a dialog; none for a closed session. */
  const opens = (dialog: ChatDialog) => (closed ? undefined : () => onOpen(dialog))
  const said = conversation.timeline.value.filter(({ kind }) => kind !== 'notice').length
  const identity = (): void => {
    onClose()
    navigation.push({ kind: 'settings', page: 'identities' })
  }
  return (
    <Sheet title={conversationPhrases.details} closeName={phrases.close} onClose={onClose}>
      <div class="stack details">
        <div class="details-head" data-state={row.state}>
          <SessionAvatar row={row} />
          <p class="details-name" dir="auto" translate={false}>
            {row.name}
          </p>
        </div>
        <Acts {...{ onSearch, onClose }} />
        <ul class="group">
          <Line
            icon={<ArrowLeftRight aria-hidden="true" />}
            title={statusText(state)}
            text={statusSentence(state)}
          />
          {security && !closed && <TrustLine security={security} onPress={() => onOpen('safety')} />}
          <Line
            icon={<Timer aria-hidden="true" />}
            title={chatPhrases.lifetimeName[conversation.lifetime.value.seconds]}
            text={lifetimeText(conversation)}
            onPress={opens('lifetime')}
          />
          {conversation.same.value && (
            <Line
              icon={<Equal aria-hidden="true" />}
              title={chatPhrases.same}
              text={conversationPhrases.messages(said)}
            />
          )}
          <Line
            icon={<Fingerprint aria-hidden="true" />}
            title={conversationPhrases.identity}
            text={conversationPhrases.identityText}
            onPress={identity}
          />
        </ul>
        <PrivacyLines
          conversation={conversation}
          nudges={closed ? null : nudges}
          onAddress={opens('address')}
          onRing={() => onOpen('nudges')}
        />
      </div>
    </Sheet>
  )
}

/** Deutsch. */
import { createFormats } from './formats.ts'
import type { Translation } from './translation.ts'

const { number, count, bytes, seconds, minutes, hours, days, ...format } = createFormats<'one' | 'other'>(
  'de',
)
const tries = { one: 'Noch # Versuch.', other: 'Noch # Versuche.' }
const sessionsImported = { one: '# Sitzung importiert', other: '# Sitzungen importiert' }
/** In the middle of a sentence; only the first letter of a phrase gives way, nouns keep theirs. */
const within = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const DAY_MS = 86_400_000

export const translation: Translation = {
  phrases: {
    startFailed:
      'Deine Sitzungen konnten nicht geöffnet werden: Ein Teil von Inviso wurde nicht geladen, oder der Speicher dieses Browsers hat nicht geantwortet. Prüfe dein Netz und versuche es noch einmal.',
    startingLate: 'Das dauert länger, als es sollte.',
    reload: 'Neu laden',
    storageLost: 'Dieser Browser hat seinen Speicher verloren',
    storageLostText:
      'Was du siehst, ist noch da, aber Neues kann nicht behalten werden; darum wird nichts gesendet und nichts empfangen. Kopiere, was du getippt hast und noch brauchst, und lade dann neu: Das öffnet den Speicher wieder.',
    appName: 'Inviso',
    sessionName: (at, n) => (n === 1 ? format.moment(at) : `${format.moment(at)} (${number(n)})`),

    sessions: 'Sitzungen',
    newSession: 'Neue Sitzung',
    join: 'Beitreten',
    settings: 'Einstellungen',
    close: 'Schließen',
    back: 'Zurück',
    cancel: 'Abbrechen',
    save: 'Sichern',
    copy: 'Kopieren',
    copied: 'Kopiert',
    notCopied: 'Dieser Browser hat das Kopieren nicht erlaubt. Markiere den Text und kopiere ihn selbst.',
    noSessions:
      'Beginne eine Sitzung und lies jemandem ihre sechs Ziffern vor, oder tritt mit fremden Ziffern bei.',
    rowOptions: (name) => `Optionen für ${name}`,
    pin: 'Anheften',
    unpin: 'Lösen',
    pinned: 'Angeheftet',
    rename: 'Umbenennen',
    remove: 'Löschen',
    unread: (n) => count(n, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
    row: {
      waiting: 'Wartet auf Beitritt',
      online: 'Online',
      connecting: 'Verbindet',
      reconnecting: 'Verbindet neu',
      securing: 'Sichert ab',
      offline: 'Offline',
      away: 'Abwesend',
      left: 'Verlassen',
      peer_left: 'Die andere Person ist gegangen',
      expired: 'Abgelaufen',
      closed: 'Geschlossen',
    },
    waitingFor: (name) => (name ? `Wartet auf ${name}` : 'Wartet'),
    notDelivered: 'Nicht zugestellt',
    ownWords: (text) => `Du: ${text}`,
    hiddenWords: 'Verborgen',
    nobodyJoined: 'Niemand ist beigetreten',
    minutesLeft: (ms) => `noch ${format.left(ms)}`,
    findSession: 'Sitzung suchen',
    noneFound: (text) => `Keine Sitzung heißt „${text}“.`,
    listWidth: 'Breite der Liste',
    closedBecause: {
      room_gone: 'Auf dem Server nicht mehr da',
      room_deleted: 'Die andere Person hat sie gelöscht',
      words_burned: 'Die Wörter gelten nicht mehr',
      mismatch: 'Die Bilder sind verschieden',
      their_mismatch: 'Die Bilder sind verschieden',
      no_keys: 'Aus einer alten Version',
    },

    name: 'Name',
    time: format.time,
    activity: (at, now) => format.activity(at, now, 'jetzt'),

    elsewhereTitle: 'Inviso ist in einem anderen Tab offen',
    elsewhereText: 'Deine Sitzungen können immer nur in einem Tab offen sein.',
    useHere: 'Hier benutzen',
    storageBanner: 'Dieser Browser behält nichts: Deine Sitzungen sind weg, wenn du diese Seite schließt.',
    later: 'Nicht jetzt',
    loading: 'Wird geöffnet …',
    loadFailed: 'Dieser Teil ließ sich nicht laden. Prüfe dein Netz.',
    loadNeedsReload:
      'Dieser Teil lässt sich nur mit der ganzen Seite laden. Neu laden löscht, was deine flüchtigen Sitzungen enthalten.',
    again: 'Erneut versuchen',
    starting: 'Deine Sitzungen werden geöffnet …',
    tapToShow: 'Zum Anzeigen tippen',
    clickToShow: 'Zum Anzeigen klicken',
    covered: 'Inviso ist verdeckt',
  },

  settingsPhrases: {
    updateBanner: 'Eine neue Version ist bereit.',
    update: 'Aktualisieren',
    updating: 'Wird aktualisiert …',
    installBanner:
      'Leg Inviso auf deinen Home-Bildschirm: Es öffnet sich schneller und behält deine Sitzungen.',
    installDesk: 'Installiere Inviso: Es öffnet sich in einem eigenen Fenster und behält deine Sitzungen.',
    installHow: 'So geht’s',
    installTitle: 'Inviso installieren',
    install: 'Installieren',
    installed: 'Inviso ist auf diesem Gerät installiert.',
    installSteps: {
      old: [
        'Tippe unten in Safari auf „Teilen“.',
        'Scrolle nach unten und tippe auf „Zum Home-Bildschirm“.',
        'Tippe auf „Hinzufügen“.',
      ],
      new: [
        'Tippe neben der Adresse auf „…“ und dann auf „Teilen“.',
        'Tippe auf „Zum Home-Bildschirm“; wenn du es nicht siehst, scrolle nach unten oder tippe auf „Mehr anzeigen“.',
        'Lass „Als Web-App öffnen“ an und tippe auf „Hinzufügen“.',
      ],
      iosOther: ['Öffne diese Seite in Safari.', 'Tippe dort auf „Teilen“, dann auf „Zum Home-Bildschirm“.'],
      other: [
        'Öffne das Menü deines Browsers.',
        'Wähle „App installieren“ oder „Zum Startbildschirm hinzufügen“, wenn es das gibt.',
      ],
      desk: ['Öffne das Menü deines Browsers.', 'Wähle „Installieren“, wenn es das gibt.'],
    },
    privacy: 'Privatsphäre',
    sessionIdentities: 'Sitzungs\u00adidentitäten',
    identitiesText:
      'Jede Sitzung hat eine eigene, zufällige Identität. Mehr weiß der Server in ihr nicht von dir, und nichts verbindet zwei davon.',
    noIdentities: 'Es gibt keine Sitzungen, also auch keine Identitäten.',
    verifiedImported: 'Auf einem anderen Telefon verifiziert, importiert',
    madeOn: (at) => `Entstanden am ${format.day(at)}`,
    whatServerKnows: 'Was der Server weiß',
    serverKnows: [
      'Dass irgendein Gerät eine Einladung gemacht und irgendein Gerät sie angenommen hat: zwei zufällige Kennungen, den Code, solange er gilt, und den Raum, den sie teilen.',
      'Wann jeder von euch in einem Raum ist, und die Netzadresse eurer Verbindung, solange sie besteht. Adressen werden nicht aufgeschrieben.',
      'Nichts von dem, was ihr sagt: Nachrichten gehen von Telefon zu Telefon, Ende-zu-Ende-verschlüsselt. Kein Server speichert sie.',
      'Die Grenze: Mit sechs Ziffern allein könnte sich ein unehrlicher Server zwischen euch stellen. Bei einem Chat, der „Verifiziert“ sagt, ist bewiesen, dass niemand dazwischen ist.',
    ],
    server: 'Server',
    serverText:
      'Neue Sitzungen beginnen auf diesem Server. Die du schon hast, bleiben, wo sie entstanden sind.',
    serverAddress: 'Adresse des Servers',
    serverOwn: 'Der eigene Server dieser Seite',
    serverUse: 'Diesen Server benutzen',
    serverReset: 'Zurück zum Server dieser Seite',
    serverProbing: 'Dieser Server wird gefragt …',
    serverChosen: 'Dieser Server ist jetzt in Gebrauch.',
    diagnostics: 'Diagnose',
    about: 'Über Inviso',
    aboutText:
      'Mit Inviso sprechen zwei Menschen über eine direkte Verbindung zwischen ihren Browsern. Kein Server bewahrt ihre Nachrichten auf, niemand braucht ein Konto, und jeder kann es selbst betreiben.',
    build: (id) => `Build ${id}`,
    look: {
      title: 'Darstellung',
      system: 'System',
      light: 'Hell',
      dark: 'Dunkel',
      textSize: 'Textgröße',
      percent: format.percent,
      language: 'Sprache',
      solid: 'Transparenz reduzieren',
      solidHint: 'Durch Menüs und hinter Blättern scheint nichts durch',
      sounds: 'Töne',
      soundsHint: 'Ein leiser Ton oder ein kurzes Vibrieren, wenn bei offenem Inviso eine Nachricht kommt',
    },
    does: {
      title: 'Eine direkte Leitung zwischen zwei Telefonen',
      text: 'Nachrichten gehen vom einen zum anderen, Ende-zu-Ende-verschlüsselt. Kein Konto, und nichts bleibt auf einem Server.',
    },
    cannot: {
      title: 'Was es nicht kann',
      texts: [
        'Nachrichten kommen nur an, solange ihr beide Inviso offen habt.',
        'Im App-Umschalter zeigt iOS vielleicht, was zuletzt auf deinem Bildschirm war.',
      ],
    },
    nothingChosen: 'Wähle eine Sitzung oder beginne eine.',
    keys: { title: 'Tastenkürzel', move: 'In der Liste bewegen', open: 'Eine Sitzung öffnen' },
  },

  chatPhrases: {
    ephemeralLoses:
      'Diese Sitzung ist flüchtig: Schließt du Inviso, sind ihre Nachrichten weg, auch die, die noch warten.',
    enterWords: 'Wörter eingeben',
    messages: 'Nachrichten',
    message: 'Nachricht',
    send: 'Senden',
    sessionOptions: 'Optionen der Sitzung',
    leave: 'Verlassen',
    stay: 'Bleiben',
    leaveTitle: 'Diese Sitzung verlassen?',
    leaveText: 'Du kannst zurückkommen, solange ihr beide sie behaltet.',
    leaveTextEphemeral:
      'Ihre Nachrichten werden hier gelöscht. Du kannst zurückkommen, solange ihr beide sie behaltet.',
    deleteSession: 'Sitzung löschen',
    deleteTitle: 'Diese Sitzung löschen?',
    deleteText:
      'Sie wird hier und auf dem Server gelöscht. Ist die andere Person gerade verbunden, ist sie auch für sie zu Ende. Das lässt sich nicht rückgängig machen.',
    keep: 'Behalten',
    noMessagesKept: 'Noch nichts gesagt.',
    you: 'Du',
    them: 'Andere Person',
    day: (at, now) => format.dayOr(at, now, 'Heute'),
    closedComposer: 'Hier lässt sich nichts mehr senden.',
    newSessionWith: (name) => `Neue Sitzung mit ${name ?? 'der anderen Person'}`,
    status: {
      connecting: 'Verbindet',
      securing: 'Sichert ab',
      connected: 'Verbunden',
      away: 'Abwesend',
      offline: 'Offline',
      closed: 'Geschlossen',
    },
    trust: {
      imported: 'Auf einem anderen Telefon verifiziert, importiert',
      verified: 'Verifiziert',
      unverified: 'Nicht verifiziert',
      lost: 'Neu verifizieren',
      disputed: 'Bilder verschieden',
    },
    safetyCheck: 'Sicherheits\u00adabgleich',
    messageLifetime: 'Nachrichten behalten',
    lifetimeAsked: (name) => `Die andere Person schlägt vor, Nachrichten so zu behalten: ${within(name)}.`,
    lifetimeDiffers: (name) => `Das andere Telefon behält Nachrichten so: ${within(name)}. Hier auch?`,
    accept: 'Annehmen',
    decline: 'Ablehnen',
    lifetimeName: {
      0: 'Bis du Inviso schließt',
      3600: `Für ${hours(1)}`,
      86400: `Für ${days(1)}`,
      604800: `Für ${days(7)}`,
      2592000: `Für ${days(30)}`,
    },
    lostText:
      'Das andere Telefon kam ohne die Geheimnisse dieser Sitzung zurück, oder jemand gibt sich dafür aus. Deine Nachrichten warten, bis du entscheidest.',
    alarm: {
      title: (name) =>
        `Die Bilder sind verschieden. Vielleicht steht jemand zwischen dir und ${name ?? 'der anderen Person'}.`,
      what: 'Du und die andere Person habt verschiedene Bilder gesehen. Also steht jemand zwischen den beiden Telefonen, wahrscheinlich mit Hilfe des Servers, der euch zusammengebracht hat. Geht davon aus, dass alles in dieser Sitzung gelesen wurde.',
      done: 'Die Sitzung ist geschlossen. Ihre Schlüssel und Nachrichten sind auf diesem Telefon gelöscht, und dem anderen Telefon wurde gesagt, dass es aufhören soll.',
      stepsTitle: 'Was jetzt zu tun ist',
      steps: [
        'Sag es der anderen Person persönlich oder am Telefon, nicht in einem anderen Chat auf diesem Server.',
        'Trefft euch und beginnt eine neue Sitzung über QR-Code, von Bildschirm zu Bildschirm.',
        'Geschieht es wieder, nehmt einen anderen Server.',
      ],
      understood: 'Verstanden',
    },
    disputedText:
      'Die andere Person sagt, dass die Bilder des Sicherheitsabgleichs verschieden sind: Vielleicht steht jemand zwischen euch. Gelöscht wurde nichts, und von hier wird nichts gesendet, bis du entscheidest.',
    sendAnyway: 'Ohne Abgleich weitermachen',
    coverNow: 'Verdecken',
    hiddenMessage: 'Verborgen. Zum Lesen gedrückt halten',
    statusReconnecting: 'Verbindet neu',
    path: { direct: 'Direkt', relayed: 'Über Relay', server: 'Über den Server' },
    sentence: {
      viaServer:
        'Nachrichten gehen über den Server, aber verschlüsselt: Er kann sie nicht lesen und behält keine.',
      noRelay:
        'Du verbirgst in dieser Sitzung deine Adresse, aber der Server hat kein Relay, über das es gehen könnte. Schalte „Meine Adresse verbergen“ aus, oder bitte den Betreiber des Servers um einen TURN-Server.',
      asleep: (since) =>
        `Das andere Telefon schläft seit ${since}. Deine Nachricht wird gesendet, sobald ihr beide Inviso offen habt.`,
      closedApp: (since) =>
        `Die andere Person hat Inviso um ${since} geschlossen. Deine Nachricht wird gesendet, sobald ihr es beide offen habt.`,

      reconnecting: 'Das andere Telefon wird wieder gesucht. Was du schreibst, wird von selbst gesendet.',
      connecting: 'Der Weg zum anderen Telefon wird gesucht.',
      stuck:
        'Die beiden Netze lassen euch nicht zueinander. Versucht auf einer Seite ein anderes Netz; es wird weiter probiert. Wer den Server betreibt, kann mit einem TURN-Server helfen.',
      securing: 'Beide Telefone beweisen einander, wer sie sind.',
      words: 'Zu dieser Einladung gehören zwei Wörter. Gib sie ein, dann geht es weiter.',
      theirWords: 'Es fehlen noch die richtigen Wörter der anderen Person.',
      noCrypto:
        'Diesem Browser fehlt die Verschlüsselung, die Inviso braucht, oder er rechnet sie falsch. Von hier wird nichts gesendet. Aktualisiere ihn oder nimm einen anderen.',
      version:
        'Die beiden Telefone haben Versionen von Inviso, die sich nicht verstehen. Aktualisiert beide.',
      noMode:
        'Die beiden Telefone haben nichts mehr gemeinsam, woran sie sich erkennen könnten. Beginnt eine neue Sitzung.',
      notProven:
        'Es hat jemand geantwortet, der nicht beweisen konnte, die andere Person zu sein. Nichts wurde gesendet. Es wird weiter probiert; bleibt es so, beginnt eine neue Sitzung über einen Link.',
      unsealed:
        'Entweder ist Inviso auf dem anderen Telefon jetzt älter, oder der Server entfernt die Verschlüsselung von dem, was die beiden Telefone einander sagen, um sich zu finden. Unverschlüsselt wird nichts angenommen. Aktualisiert beide; es wird weiter versucht.',
      notStored:
        'Du hast diese Sitzung verlassen, und dieses Gerät konnte nicht speichern, dass du zurück bist. Schaffe etwas Platz; es versucht es von selbst weiter.',
      wordsBurned:
        'Die Wörter dieser Einladung gelten nicht mehr: Sie waren dreimal falsch, oder zehn Minuten sind vorbei. Beginnt eine neue Sitzung.',
      mismatch:
        'Du hast gesagt, dass sich die Bilder unterscheiden: Jemand könnte zwischen euch stehen. Die Sitzung ist geschlossen, ihre Schlüssel und Nachrichten sind hier gelöscht. Beginnt eine neue über Link oder QR-Code.',
      theirMismatch:
        'Die andere Person hat gesagt, dass sich die Bilder unterscheiden: Jemand könnte zwischen euch stehen. Die Sitzung ist geschlossen, ihre Schlüssel und Nachrichten sind hier gelöscht. Beginnt eine neue über Link oder QR-Code.',
      noKeys:
        'Diese Sitzung entstand, bevor Inviso beweisen konnte, wer am anderen Ende ist. Beginnt eine neue.',
      direct: 'Nachrichten gehen direkt von Telefon zu Telefon.',
      relayed: 'Nachrichten gehen über ein Relay, das sie nicht lesen kann.',
      left: (since) =>
        `Die andere Person ist um ${since} gegangen. Deine Nachricht wird gesendet, sobald ihr beide die Sitzung offen habt.`,
      lost: (since) =>
        `Die andere Person ist seit ${since} abwesend. Deine Nachricht wird gesendet, sobald ihr beide Inviso offen habt.`,
      notHereYet:
        'Die andere Person ist noch nicht da. Deine Nachricht wird gesendet, sobald ihr beide Inviso offen habt.',
      network: 'Dieses Gerät hat kein Netz. Sobald es eines gibt, geht es von selbst weiter.',
      server: 'Der Server ist nicht erreichbar. Es wird von selbst weiter probiert.',
      trouble: 'Der Server hat Schwierigkeiten; es wird weiter versucht.',
      noWebrtc:
        'Dieser Browser hat kein WebRTC und kann sich deshalb nicht verbinden. Ist der Blockierungsmodus an, nimm diese Seite in Safaris Seiteneinstellungen aus; sonst versuche einen anderen Browser.',
      roomUnknown:
        'Der Server kennt diese Sitzung nicht mehr, über ihn ist niemand zu erreichen. Hier wurde nichts gelöscht, und es wird weiter gefragt. Bleibt es so, beginnt eine neue Sitzung.',
      roomGone:
        'Der Server kennt diese Sitzung nicht mehr: Jemand von euch hat sie gelöscht, oder sie wurde zu lange nicht benutzt.',
      roomDeleted:
        'Die andere Person hat diese Sitzung gelöscht, also ist sie geschlossen. Beginnt eine neue, um wieder zu sprechen.',
    },
    notice: {
      server_path_declined: 'Nachrichten gehen nicht mehr über den Server: Jemand von euch hat Nein gesagt.',
      gap: 'Hier fehlt etwas: Das andere Telefon hat Nachrichten verloren, die es einmal gesendet hatte, und kann sie nicht noch einmal senden.',
      not_same:
        'Die beiden Telefone hatten nicht dieselben Nachrichten. Was verschieden war, wurde noch einmal gesendet.',

      peer_left: 'Die andere Person ist gegangen.',
      joined_again: 'Die andere Person ist wieder da.',
      check_asked: 'Die andere Person hat den Sicherheitsabgleich geöffnet. Öffne ihn auch und vergleicht.',
      they_match: 'Die andere Person sagt, dass die Bilder übereinstimmen.',
      wrong_words: 'Jemand wollte mit falschen Wörtern beitreten.',
      lifetime_changed: 'Ihr habt euch geeinigt, wie lange Nachrichten bleiben.',
      lifetime_declined: 'Die andere Person hat abgelehnt. Nachrichten bleiben so lange wie bisher.',
      lifetime_not_kept:
        'Wie lange Nachrichten bleiben, ließ sich hier nicht speichern. Beim nächsten Verbinden werdet ihr noch einmal gefragt.',
      close_not_kept:
        'Dieses Gerät konnte nicht speichern, dass diese Sitzung zu Ende ist. Schaffe etwas Platz und öffne sie noch einmal.',
      lifetime_differs:
        'Die beiden Telefone sind sich nicht einig, wie lange Nachrichten bleiben. Hier wurde nichts verändert.',
      not_understood:
        'Das Inviso der anderen Person versteht eine Nachricht nicht. Sie wartet auf ein Update.',
      not_taken:
        'Das andere Telefon konnte eine Nachricht nicht speichern. Sie wird beim nächsten Verbinden noch einmal gesendet.',
      unknown_message: 'Eine Nachricht, die diese Version nicht zeigen kann.',
    },
    mark: {
      failed: 'Nicht zugestellt',
      read: 'Gelesen',
      waiting: 'Wartet',
      sent: 'Gesendet',
      delivered: 'Zugestellt',
    },
    resend: 'Erneut senden',
    actions: 'Aktionen',
    reply: 'Antworten',
    replyTo: (name) => `Antwort an ${name ?? 'die andere Person'}`,
    replyToYou: 'Antwort an dich selbst',
    quoteGone: 'Nachricht nicht mehr hier',
    notShown: 'Diese Nachricht lässt sich nicht anzeigen.',
    removeHere: 'Bei mir löschen',
    removeTitle: 'Diese Nachricht hier löschen?',
    removeText: 'Sie wird nur auf diesem Telefon gelöscht. Die andere Person behält, was sie hat.',
    unsend: 'Zurücknehmen',
    unsendBoth: 'Bei beiden zurücknehmen',
    unsendTitle: 'Diese Nachricht zurücknehmen?',
    unsendText:
      'Sie wird hier gelöscht, und das andere Telefon wird gebeten, sie auch zu löschen. Die andere Person kann sie schon gelesen oder kopiert haben.',
    unsendWaitingText:
      'Sie ist noch nicht angekommen. Sie wird hier gelöscht und nicht mehr gesendet; sollte sie schon unterwegs sein, wird das andere Telefon gebeten, sie auch zu löschen.',
    askedToUnsend: 'Um Rücknahme gebeten',
    unsent: 'Zurückgenommen',
    reactions: 'Reaktionen',
    reacted: (name: string, what: string) => `${name}: Reaktion ${what}`,
    reaction: {
      heart: 'Herz',
      up: 'Daumen hoch',
      down: 'Daumen runter',
      laugh: 'Lachen',
      wow: 'Staunen',
      sad: 'Trauer',
    },
    same: 'Auf beiden Telefonen gleich',
    typing: 'Schreibt …',
    olderFell: `Ältere Nachrichten sind nicht mehr hier: Eine Sitzung fasst ${number(5_000)}.`,
    relay: {
      possible:
        'Es gibt noch einen Weg: über den Server senden, weiterhin verschlüsselt. Ihr müsst beide Ja sagen.',
      offer: 'Über den Server senden, verschlüsselt',
      title: 'Über den Server senden?',
      text: 'Deine Nachrichten bleiben Ende-zu-Ende-verschlüsselt: Der Server kann sie nicht lesen und behält keine. Aber er reicht sie weiter und sieht deshalb, wann und wie viel du schreibst. Ihr müsst beide Ja sagen, und jeder von euch kann es beenden.',
      yes: 'Über den Server senden',
      asking: 'Die andere Person muss noch Ja dazu sagen, über den Server zu senden.',
      asked:
        'Die andere Person möchte über den Server senden, weiterhin verschlüsselt, weil die Telefone einander nicht erreichen. Der Server kann deine Nachrichten nicht lesen, sieht aber, wann und wie viel du schreibst.',
      end: 'Nicht mehr über den Server senden',
    },
    hideAddress: 'Meine Adresse verbergen',
    hideAddressText:
      'Nachrichten gehen dann nur über ein Relay, damit die andere Person die Netzadresse dieses Geräts nicht erfährt.',
    hideAddressCost:
      'Es wird dadurch etwas langsamer und geht nur, wo der Server ein Relay hat. Der Server und das Relay sehen deine Adresse weiterhin. Wenn du dies änderst, wird die Verbindung neu aufgebaut.',
    hideAddressAsking: 'Der Server wird gefragt, ob er ein Relay hat …',
    hideAddressNoRelay:
      'Dieser Server hat kein Relay: Verborgen könnte sich der Chat nicht verbinden. Nichts wurde geändert. Wer den Server betreibt, kann einen TURN-Server hinzufügen.',
    hideAddressUnknown:
      'Ob der Server ein Relay hat, sagt er erst, wenn ihr beide da wart. Nichts wurde geändert. Versuch es noch einmal, sobald ihr verbunden seid.',
  },

  diagnosticsPhrases: {
    intro:
      'Jeder Teil wird einmal ausprobiert, hier und jetzt. Gefragt wird nur dein Server, und sein Relay, falls er eines hat.',
    checks: 'Prüfungen',
    run: 'Prüfungen starten',
    again: 'Noch einmal prüfen',
    done: (bad) =>
      bad === 0
        ? 'Alle Prüfungen sind fertig. Alles Nötige geht.'
        : `Alle Prüfungen sind fertig. ${number(bad)} davon ohne Erfolg; was hilft, steht jeweils darunter.`,
    failed: 'Die Prüfungen konnten nicht geladen werden. Prüfe dein Netz.',
    check: {
      webrtc: 'WebRTC, für die Verbindung zwischen den Telefonen',
      turn: 'TURN, ein Relay für schwierige Netze',
      server: 'Der Server antwortet',
      websocket: 'WebSocket, die stehende Verbindung zum Server',
      storage: 'Sitzungen bleiben auf diesem Gerät',
      files: 'Dateispeicher',
      service_worker: 'Öffnet sich ohne Netz',
      installed: 'Auf diesem Gerät installiert',
      lockdown: 'Teile, die der Blockierungsmodus abschaltet',
    },
    verdict: {
      good: 'Geht',
      bad: 'Geht nicht',
      absent: 'Nein',
      unknown: 'Nicht geprüft',
      checking: 'Prüft …',
    },
    fix: {
      webrtc:
        'Der Blockierungsmodus und manche Browser schalten WebRTC ab. Nimm diese Seite davon aus, oder nimm einen anderen Browser.',
      turn: 'Der Server bietet ein Relay an, aber von hier ist es nicht zu erreichen. Versuche ein anderes Netz, oder sag es dem Betreiber.',
      server: 'Prüfe dein Netz, dann die Adresse des Servers in den Einstellungen.',
      websocket: 'Etwas zwischen dir und dem Server sperrt WebSockets. Versuche ein anderes Netz.',
      storage:
        'Privates Surfen und der Blockierungsmodus behalten nichts. Alles geht, ist aber weg, wenn du die Seite schließt.',
      files:
        'Bilder und Dateien können hier nicht behalten werden. Lade die Seite neu, schaffe Platz oder aktualisiere diesen Browser.',
      service_worker: 'Lade die Seite noch einmal. Privates Surfen lässt es vielleicht nicht zu.',
      installed: '',
      lockdown: '',
    },
    turnNotTold:
      'Der Server sagt es erst mit einer Verbindung. Öffne eine Sitzung, in der die andere Person da ist, und versuche es noch einmal.',
    turnNone: 'Der Server bietet keines an. Zwei strenge Netze finden vielleicht nicht zueinander.',
    inTab:
      'Das ist ein Tab im Browser. Vom Home-Bildschirm öffnet es sich schneller, und Safari löscht die Sitzungen nicht nach einer Woche ohne Gebrauch.',
    kept: (persisted, used, quota) => {
      const promise = persisted
        ? 'Der Browser hat versprochen, nichts zu löschen.'
        : 'Der Browser darf löschen, wenn der Platz ausgeht.'
      return used === null || quota === null
        ? promise
        : `${promise} ${bytes(used)} von ${bytes(quota)} belegt.`
    },
    fileStore: {
      opfs: 'Im eigenen Dateisystem des Browsers (OPFS).',
      indexeddb: 'In der Datenbank (IndexedDB): Dieser Browser hat dafür kein Dateisystem.',
      memory: 'Nur im Arbeitsspeicher: Dieser Browser behält keine Dateien, wenn die Seite geschlossen ist.',
    },
    free: (free) => `${bytes(free)} frei.`,
    part: {
      RTCPeerConnection: 'WebRTC',
      indexedDB: 'IndexedDB',
      serviceWorker: 'Service Worker',
      caches: 'Caches',
      WebAssembly: 'WebAssembly',
      locks: 'Web Locks',
      PushManager: 'Push',
    },
    missing: (names, insecure, bad) => {
      if (insecure)
        return `Es fehlt: ${names}. Diese Adresse hat kein https, und dort nehmen Browser Teile weg.`
      return bad
        ? `Es fehlt: ${names}. Ist der Blockierungsmodus an, nimm diese Seite in Safaris Seiteneinstellungen davon aus.`
        : `Es fehlt: ${names}. Inviso kommt ohne aus.`
    },
    troubles: 'Wenn etwas nicht geht',
    trouble: [
      {
        title: 'Es bleibt bei „Wartet“',
        text: 'Die andere Person muss die sechs Ziffern eingeben, bevor ihre Zeit um ist; dann öffnet sich der Chat von selbst. Ist die Zeit um, beginne eine neue Sitzung: Sie hat neue Ziffern. Ihr braucht beide ein Netz und denselben Server in den Einstellungen.',
      },
      {
        title: 'Es verbindet sich immer wieder neu',
        text: 'Ein Netz auf einer Seite trennt direkte Verbindungen. Versuche WLAN statt mobiler Daten oder umgekehrt, und schalte ein VPN aus; ein Server mit TURN-Relay hilft bei strengen Netzen. Ein Telefon, das eine andere App zeigt, beendet seine Verbindung nach Sekunden; lasst Inviso also beide im Blick.',
      },
      {
        title: 'Eine Nachricht kommt nicht an',
        text: 'Sie wird von selbst gesendet, sobald ihr beide Inviso offen habt, und sagt „Zugestellt“, sobald das andere Telefon sie hat. Bis dahin wartet sie auf deinem Gerät, in einer flüchtigen Sitzung nur, bis du gehst oder die Seite schließt.',
      },
      {
        title: 'Der Code wird nie angenommen',
        text: 'Ein Code gilt einmal und nur, bis er abläuft, und ihr müsst beide denselben Server benutzen (Einstellungen, Server). Nach vielen falschen Versuchen aus einem Netz lässt der Server dort einige Minuten lang niemanden mehr versuchen. Bitte um einen neuen Code, oder um den Link.',
      },
      {
        title: 'Die Abdeckung bleibt',
        text: 'Tippe sie einmal an. Hilft das nicht, schließe Inviso im App-Umschalter und öffne es wieder. Deine Sitzungen bleiben; Nachrichten, die nur bis zum Schließen bleiben sollten, sind weg.',
      },
    ],
    log: 'Protokoll',
    level: 'Zeige',
    levels: { all: 'Alles', warn: 'Warnungen', error: 'Fehler' },
    filter: 'Filter',
    verbose: 'Ausführliche Werte der Verbindung',
    verboseHint: 'Alle fünf Sekunden, ohne Adressen. Wieder aus, wenn die Seite neu geladen wird.',
    time: format.clock,
    levelName: { debug: 'Einzelheit', info: 'Ereignis', warn: 'Warnung', error: 'Fehler' },
    noLog: 'Noch ist nichts geschehen.',
    noMatch: 'Nichts im Protokoll passt dazu.',
    earlier: (n) => `${number(n)} frühere im Bericht`,
    copyReport: 'Bericht kopieren',
    clearLog: 'Protokoll leeren',
    cleared: 'Geleert',
    reportHint:
      'Der Bericht enthält keine Namen, Kennungen, Codes, Adressen oder Nachrichten. Lies ihn, bevor du ihn teilst.',
  },
  safetyCheckPhrases: {
    verifiedBy: {
      link: (at) => `Durch den Link der Einladung verifiziert am ${format.dateTime(at)}.`,
      words: (at) => `Durch die Wörter der Einladung verifiziert am ${format.dateTime(at)}.`,
      sas: (at) => `Durch den Vergleich der Bilder verifiziert am ${format.dateTime(at)}.`,
    },
    importedMeans:
      'Das sagt die Datei, die du importiert hast; auf diesem Telefon hat es niemand bewiesen. Vergleicht einmal die Bilder, dann ist es auch hier verifiziert.',
    verifiedMeans:
      'Wer den Link hatte, die Wörter kannte oder dieselben Bilder sah, hat den Schlüssel am anderen Ende. Auf diesem Telefon bleibt es verifiziert, auch wenn du Inviso schließt.',
    unverified: 'Noch hat niemand bewiesen, wer am anderen Ende ist.',
    unverifiedMeans:
      'Der Server, der euch bekannt gemacht hat, könnte zwischen euch stehen und mitlesen. Vergleicht die Bilder, um es herauszufinden.',
    lost: 'Das andere Telefon kam ohne die Geheimnisse dieser Sitzung zurück.',
    lostMeans:
      'Das geschieht, wenn ein Telefon aus einer Kopie wiederhergestellt wurde, und wenn jemand seinen Schlüssel gestohlen hat. Vergleicht unten die Bilder, bevor du weitermachst.',
    disputed: 'Angehalten: Die andere Person sagt, dass die Bilder verschieden sind.',
    disputedMeans:
      'Vielleicht steht jemand zwischen euch und liest mit, oder sie hat sich vertippt. Von hier wird nichts gesendet, bis du entscheidest, und gelöscht wurde nichts. Vergleicht noch einmal am Telefon oder persönlich.',
    begin: 'Bilder vergleichen',
    off: 'Dazu müsst ihr beide verbunden sein. Hier geht es weiter, wenn ihr es seid.',
    waiting: 'Warten auf die andere Person: Es geht weiter, sobald auch sie den Abgleich geöffnet hat.',
    notStored:
      'Dieses Gerät konnte nicht speichern, dass ein Abgleich begann; deshalb wurde nichts verglichen. Schaffe Platz und öffne den Abgleich noch einmal.',
    compareTitle: (name) => `Sieht ${name ?? 'die andere Person'} dieselben fünf, in dieser Reihenfolge?`,
    compare: 'Ruf an, oder schau auf den anderen Bildschirm. Frag nicht hier.',
    pictures: 'Bilder',
    digits: 'Als Ziffern',
    match: 'Gleich',
    differ: 'Verschieden',
    differTitle: 'Unterscheiden sich die Bilder wirklich?',
    differText:
      'Sieh noch einmal hin, alle fünf und ihre Reihenfolge. Unterscheiden sie sich, steht jemand zwischen euch: Diese Sitzung wird geschlossen, ihre Schlüssel und Nachrichten werden auf diesem Telefon gelöscht.',
    differSure: 'Sie unterscheiden sich: schließen und löschen',
    lookAgain: 'Noch einmal ansehen',
    blocked:
      'Drei Abgleiche brachen ab, bevor du antworten konntest. Vielleicht greift jemand ein. Traue dieser Sitzung nicht; trefft euch und beginnt eine neue über QR-Code.',
    limitsTitle: 'Was dies nicht kann',
    limits: [
      'Wer diese Seite ausliefert, könnte ein anderes Programm ausliefern. Der Abgleich schützt vor einem Server in der Mitte, nicht vor einer falschen App.',
      'Ein Link ist ein Schlüssel: Wer ihn las, bevor die andere Person beitrat, hätte an ihrer Stelle beitreten können.',
      'Er sagt, welches Telefon am anderen Ende ist, nicht, wer es gerade hält.',
      'Er verbirgt nicht, dass ihr sprecht: Der Server sieht, wann, und bei direkter Verbindung sieht die andere Person deine Netzadresse.',
      'Die andere Person kann behalten oder weitergeben, was du schreibst.',
    ],
    emoji: [
      ...(['Hund', 'Katze', 'Löwe', 'Pferd', 'Einhorn', 'Schwein', 'Elefant', 'Hase'] as const),
      ...([
        'Panda',
        'Hahn',
        'Pinguin',
        'Schild\u00adkröte',
        'Fisch',
        'Oktopus',
        'Schmetter\u00adling',
        'Blume',
      ] as const),
      ...(['Baum', 'Kaktus', 'Pilz', 'Globus', 'Mond', 'Wolke', 'Feuer', 'Banane'] as const),
      ...(['Apfel', 'Erdbeere', 'Mais', 'Pizza', 'Kuchen', 'Herz', 'Lächeln', 'Roboter'] as const),
      ...([
        'Hut',
        'Brille',
        'Schrauben\u00adschlüssel',
        'Nikolaus',
        'Daumen hoch',
        'Regen\u00adschirm',
        'Sanduhr',
        'Wecker',
      ] as const),
      ...([
        'Geschenk',
        'Glühbirne',
        'Buch',
        'Bleistift',
        'Büro\u00adklammer',
        'Schere',
        'Schloss',
        'Schlüssel',
      ] as const),
      ...(['Hammer', 'Telefon', 'Flagge', 'Zug', 'Fahrrad', 'Flugzeug', 'Rakete', 'Pokal'] as const),
      ...(['Ball', 'Gitarre', 'Trompete', 'Glocke', 'Anker', 'Kopfhörer', 'Ordner', 'Reißzwecke'] as const),
    ],

    lifetimeNow: (name) => `Jetzt: ${within(name)}.`,
    lifetimeText:
      'Was du wählst, wird der anderen Person vorgeschlagen und gilt auf beiden Telefonen, sobald sie annimmt. Behaltene Nachrichten sind auf jedem Telefon verschlüsselt und weg, wenn ihre Zeit um ist.',
    lifetimePropose: 'Vorschlagen',
    lifetimeWaits: (name) => `Dein Vorschlag: ${within(name)}. Die andere Person hat noch nicht geantwortet.`,
    lifetimeLimits:
      'Nachrichten, die noch nicht angekommen sind, bleiben, bis sie es sind. Niemand kann die andere Person vergessen lassen, was sie kopiert hat.',
  },

  appLockPhrases: {
    locked: 'Gesperrt',
    lockedText: 'Deine Sitzungen sind auf diesem Gerät verschlüsselt.',
    inviteWaits: 'Eine Einladung wartet. Sie öffnet sich, sobald du entsperrst.',
    damaged:
      'Was auf diesem Gerät liegt, lässt sich nicht mehr lesen. Nichts wurde verändert. Bleibt es so, lösche es und fang neu an.',
    unlockFace: 'Mit Face ID entsperren',
    passphrase: 'Passphrase',
    unlock: 'Entsperren',
    unlocking: 'Wird geöffnet …',

    security: 'Sicherheit',
    appLock: 'App-Sperre',
    appLockOff:
      'Aus: Deine Sitzungen sind verschlüsselt, aber der Schlüssel liegt daneben. Wer diesen Browser öffnen kann oder seine Dateien hat, kann sie lesen.',
    appLockOn:
      'An: Nur deine Passphrase, Face ID oder der Wiederherstellungsschlüssel öffnet deine Sitzungen.',
    setTitle: 'Passphrase festlegen',
    setText:
      'Wenn du sie vergisst, kann niemand deine Sitzungen je wieder öffnen. Am besten sind ein paar Wörter, die nur du so zusammenstellst.',
    repeat: 'Passphrase wiederholen',
    set: 'Einschalten',
    setting: 'Alles wird neu verschlüsselt …',
    notSame: 'Die beiden sind nicht gleich.',
    offTitle: 'App-Sperre ausschalten?',
    turnOff: 'Ausschalten',
    changePassphrase: 'Passphrase ändern',
    oldPassphrase: 'Bisherige Passphrase',
    newPassphrase: 'Neue Passphrase',
    change: 'Ändern',
    changeText:
      'Alles wird unter einem anderen Schlüssel neu verschlüsselt. Face ID und der Wiederherstellungsschlüssel gelten nicht mehr: Richte sie danach neu ein.',
    changed: 'Geändert',
    faceId: 'Face ID',
    faceHint: 'Benutzt einen Passkey dieses Geräts; er steht als „Inviso“ bei deinen Passwörtern.',
    faceUnavailable: 'Dieser Browser hat keine eigenen Passkeys.',
    faceAsking:
      'Dein Gerät fragt drei- oder viermal: erst, um den Passkey anzulegen, dann, um ihn zu probieren.',
    faceRemoveTitle: 'Face ID entfernen?',
    faceRemoveText:
      'Es öffnet Inviso nicht mehr. Wer die Dateien dieses Geräts vorher kopiert hat und jenen Passkey hier benutzen kann, öffnet weiterhin, was behalten wird, auch Späteres, es sei denn, alles wird neu verschlüsselt. Das braucht die Passphrase; auch ein Wiederherstellungsschlüssel gilt dann nicht mehr.',
    faceRemoveOnly: 'Nur Face ID entfernen',
    sealAnew: 'Alles neu verschlüsseln',
    sealed: (done, all) => `${number(done)} von ${number(all)} neu verschlüsselt`,
    faceRemoved: 'Der Passkey selbst bleibt bei deinen Passwörtern; lösche ihn dort.',
    lockAfter: 'Sperren nach',
    after: { 0: 'Sofort', 1: minutes(1), 5: minutes(5), 15: minutes(15) },
    afterHint:
      'Sperrt, wenn Inviso so lange nicht zu sehen war oder nicht berührt wurde. „Sofort“ sperrt auch nach fünf Minuten ohne Berührung.',
    lockNow: 'Jetzt sperren',
    recoveryMake: 'Wiederherstellungsschlüssel erstellen',
    recoveryAgain: 'Einen neuen erstellen; der alte gilt dann nicht mehr',
    recoveryText:
      'Schreib ihn jetzt auf; er wird nur einmal gezeigt. Er öffnet deine Sitzungen so wie die Passphrase.',
    limits:
      'Solange Inviso offen ist, liegt der Schlüssel im Arbeitsspeicher dieses Geräts. iOS macht ein Bild für den App-Umschalter, bevor eine Web-App davon erfährt. Was der Browser früher unverschlüsselt hatte, kann in seinen Dateien liegen, bis sie überschrieben sind.',
    strength: {
      none: '',
      weak: 'Schwach: Ein schneller Rechner findet sie in Stunden.',
      fair: 'Mittel: Ein schneller Rechner braucht Monate.',
      good: 'Gut: außer Reichweite für alle, die wir kennen.',
    },
    showSigns: 'Schreib- und Lesestatus',
    showSignsHint: 'Schreib- und Lesestatus sind nur zu sehen, wenn ihr sie beide eingeschaltet habt.',
    coverOnBlur: 'Verdecken, wenn ein anderes Fenster vorn ist',
    coverOnBlurHint: 'Auf einem Telefon immer.',
    hideMessages: 'Nachrichten erst beim Halten zeigen',
    hideHint: 'Eine verborgene Nachricht liest du, indem du sie gedrückt hältst.',
    failure: {
      passphrase_wrong: (waitMs) =>
        waitMs > 0
          ? `Das ist nicht die Passphrase. Warte noch: ${seconds(Math.ceil(waitMs / 1_000))}.`
          : 'Das ist nicht die Passphrase.',
      passphrase_empty: 'Gib eine Passphrase ein.',
      passkey_cancelled: 'Face ID wurde nicht benutzt. Versuche es noch einmal, oder gib die Passphrase ein.',
      passkey_unavailable: 'Der Passkey ist nicht mehr auf diesem Gerät. Gib die Passphrase ein.',
      passkey_no_prf:
        'Die Passkeys dieses Browsers können keinen Schlüssel halten. Die Passphrase bleibt der Weg hinein.',
      passkey_server:
        'Face ID braucht hier den Server, und der ist nicht erreichbar. Gib die Passphrase ein.',
      passkey_refused:
        'Der Server hat diese Face ID nicht angenommen. Gib die Passphrase ein und richte Face ID dann neu ein.',
      lock_damaged: 'Das ging gerade nicht. Gib die Passphrase noch einmal ein, oder lade die Seite neu.',
      storage_failed: 'Dieses Gerät konnte es nicht speichern. Nichts wurde verändert.',
    },

    eraseAll: 'Alle Daten löschen',
    eraseTitle: 'Alle Daten löschen?',
    eraseText:
      'Alle Sitzungen und alles, was auf diesem Gerät liegt, werden gelöscht, und dem Server wird gesagt, dass er sie vergessen soll. Das lässt sich nicht rückgängig machen.',
    eraseTextLocked:
      'Alle Sitzungen und alles, was auf diesem Gerät liegt, werden gelöscht. Dem Server lässt es sich von hier nicht sagen; er vergisst unbenutzte Sitzungen von selbst. Das lässt sich nicht rückgängig machen.',
    erase: 'Löschen',
    eraseWord: 'löschen',
    eraseType: 'Tippe „löschen“, um zu bestätigen',
    eraseUntold:
      'Es war gesperrt, deshalb konnte dem Server nicht gesagt werden, welche Sitzungen deine waren. Unbenutzte vergisst er nach 30 Tagen von selbst.',
    auditTitle: 'Was dieses Telefon noch weiß',
    audit: {
      files: 'Dateien',
      databases: 'Datenbanken',
      caches: 'Zwischenspeicher',
      workers: 'Hintergrunddienste',
      local: 'Lokaler Speicher',
      session: 'Sitzungsspeicher',
      cookies: 'Cookies',
    },
    auditTotal: 'Zusammen',
    auditUnseen:
      'Was eine Webseite nicht sehen kann: einen Passkey namens Inviso bei deinen Passwörtern, Kopien in einem Backup dieses Telefons und die Adresse dieser Seite im Verlauf des Browsers.',
    startAnew: 'Neu anfangen',
    serverExample: 'chat.example.org',
    serverHolds: 'Was er jetzt hat',
    serverHoldsText: 'Eben beim Server erfragt, Wort für Wort.',
    serverHoldsNothing: 'Nichts',
    erasing: 'Wird gelöscht …',
    erased: 'Alles ist gelöscht.',
    erasePurgesLeft: (n) =>
      `${count(n, {
        one: 'Von # Sitzung konnte dem Server nicht gesagt werden, dass sie vorbei ist;',
        other: 'Von # Sitzungen konnte dem Server nicht gesagt werden, dass sie vorbei sind;',
      })} unbenutzte vergisst er nach 30 Tagen von selbst.`,
    eraseStoresLeft:
      'Ein Teil von dem, was dieser Browser behält, ließ sich nicht leeren. Lösche die Daten dieser Seite in den Einstellungen des Browsers.',

    exportSessions: 'Sitzungen exportieren',
    importSessions: 'Sitzungen importieren',
    exportText:
      'Alle Sitzungen mit ihren Schlüsseln, ohne Nachrichten, in einer Datei, die mit dieser Passphrase verschlüsselt ist. Wer Datei und Passphrase hat, kann an deine Stelle treten.',
    exportShown: 'Du siehst sie, damit dir kein Tippfehler entgeht: Ohne sie öffnet niemand die Datei.',
    importText: 'Wähle eine Datei, die Inviso exportiert hat, und gib ihre Passphrase ein.',
    exportGo: 'Exportieren',
    importGo: 'Importieren',
    file: 'Datei',
    sealing: 'Wird verschlüsselt …',
    opening: 'Wird geöffnet …',
    fileMissing: 'Wähle zuerst eine Datei.',
    imported: (added, known) =>
      known === 0
        ? `${count(added, sessionsImported)}.`
        : `${count(added, sessionsImported)}; ${count(known, { one: '# war schon hier', other: '# waren schon hier' })}.`,
    copies: 'Von zwei Kopien in Gebrauch muss die, die zurückfällt, neu verifiziert werden.',
    transferFailure: {
      passphrase_empty: 'Gib eine Passphrase ein.',
      file_unknown: 'Das ist keine Datei, die Inviso exportiert hat. Nichts wurde verändert.',
      file_cut:
        'Diese Datei ist abgeschnitten: Ihr Ende fehlt. Kopiere sie noch einmal oder exportiere neu. Nichts wurde verändert.',
      file_newer:
        'Diese Datei stammt aus einer neueren Version von Inviso. Aktualisiere und versuche es dann noch einmal. Nichts wurde verändert.',
      file_damaged: 'Diese Datei ist beschädigt. Nichts wurde verändert.',
      file_wrong_passphrase: 'Das ist nicht die Passphrase der Datei. Nichts wurde verändert.',
      too_many_sessions: 'Auf diesem Gerät wären zu viele Sitzungen. Nichts wurde verändert.',
      storage_failed: 'Dieses Gerät konnte es gerade nicht tun. Nichts wurde verändert.',
    },
  },
  invitePhrases: {
    nameHint: 'Nur du siehst diesen Namen.',
    ephemeral: 'Flüchtig',
    ephemeralHint: 'Verlassen löscht ihre Nachrichten, auch die, die noch warten',
    addWords: 'Zwei Wörter dazu',
    addWordsHint: 'Wer Ziffern und Wörter hat, ist sofort verifiziert',
    expiresIn: 'Code läuft ab in',
    keepMessages: 'Nachrichten behalten',
    keepHint: 'Gilt auf beiden Telefonen, sobald die andere Person zustimmt.',
    keepFor: {
      0: 'Bis du Inviso schließt',
      3600: '1 Stunde',
      86400: '1 Tag',
      604800: '7 Tage',
      2592000: '30 Tage',
    },
    duration: { 60: minutes(1), 300: minutes(5), 3600: hours(1), 43200: hours(12), 86400: hours(24) },
    create: 'Erstellen',
    creating: 'Der Server wird um einen Code gebeten …',
    readDigits: 'Lies diese sechs Ziffern vor. Der Chat öffnet sich, sobald jemand beitritt.',
    readWords: 'Lies die Ziffern und beide Wörter vor. Der Chat öffnet sich, sobald jemand beitritt.',
    readTo: (name) => `Lies das ${name} vor. Der Chat öffnet sich mit dem Beitritt.`,
    linkProves:
      'Wer per Link oder QR-Code beitritt, ist sofort verifiziert. Schick den Link nur dieser einen Person.',
    timeLeft: (ms) => `Noch ${format.countdown(ms)}`,
    timeOver: 'Die Zeit ist um; der Server wird gefragt, ob jemand beigetreten ist …',
    inviteExpired: 'Niemand ist beigetreten. Ein neuer Code tritt an seine Stelle, die Sitzung bleibt.',
    newCode: 'Neuer Code',
    ranOut: 'Dieser Code ist abgelaufen',
    copyLink: 'Link kopieren',
    share: 'Teilen',
    shareText: 'Komm zu mir auf Inviso',
    done: 'Fertig',
    qrName: 'QR-Code des Einladungslinks',
    joinCode: 'Code',
    joinHint: 'Sechs Ziffern, oder füge den ganzen Link ein.',
    linkExpired: 'Diese Einladung ist abgelaufen oder wurde zurückgezogen. Bitte um eine neue.',
    secretLost:
      'Der Beweis in diesem Link ging unterwegs verloren, der Chat wäre also nicht verifiziert. Lass dir den Link noch einmal schicken, oder tippe auf „Beitreten“ und vergleicht danach die Bilder.',
    whatThisIs:
      'Inviso ist ein privater Chat zwischen zwei Menschen: Nachrichten gehen von einem Telefon zum anderen, Ende-zu-Ende-verschlüsselt, und kein Server behält sie. Du brauchst kein Konto und musst nichts installieren.',
    joinVerified: 'Diese Einladung bringt ihren Beweis mit: Der Chat wird verifiziert sein.',
    words: 'Wörter',
    wordsHint:
      'Die zwei Wörter, die man dir vorliest. Sie beweisen, wer da ist; so beginnt der Chat verifiziert.',
    wordsWrong: (left) =>
      left > 0
        ? `Das sind nicht die Wörter dieser Einladung. ${count(left, tries)}`
        : 'Das sind nicht die Wörter dieser Einladung.',
    scan: 'QR-Code scannen',
    scanHint: 'Halte die Kamera über den Code auf dem anderen Bildschirm.',
    scanWhy:
      'Die Kamera liest den Code hier auf diesem Gerät. Kein Bild wird behalten oder gesendet. Dein Telefon fragt dich gleich.',
    scanUse: 'Kamera benutzen',
    scanStarting: 'Die Kamera startet …',
    scanFailed: {
      denied:
        'Die Kamera ist nicht erlaubt. Erlaube sie für diese Seite in den Einstellungen des Browsers, oder tippe die Ziffern.',
      no_camera: 'Hier gibt es keine Kamera. Tippe die Ziffern oder füge den Link ein.',
      no_wasm:
        'Dieser Browser kann hier keine QR-Codes lesen (vielleicht ist der Blockierungsmodus an). Tippe die Ziffern oder füge den Link ein.',
    },
    scanNothing: 'Das ist ein QR-Code, aber keine Einladung zu Inviso.',
    paste: 'Einfügen',
    notPasted:
      'Dieser Browser hat die Zwischenablage nicht hergegeben. Halte das Feld gedrückt und wähle „Einfügen“.',
    nothingToPaste: 'Was du kopiert hast, enthält keinen Code.',
    joining: 'Der Server wird gefragt …',
    nameThis: 'Diesen Chat benennen',
    nameIdeas: ['Freunde', 'Familie', 'Arbeit'],
    connecting: 'Das andere Telefon wird gesucht …',
    arrivedTitle: 'Du bist eingeladen',
    arrivedText: 'Diese Einladung wurde noch nicht benutzt. Öffne sie dort, wo du deine Sitzungen hast.',
    arrivedApp:
      'Wenn Inviso auf deinem Home-Bildschirm ist: Kopiere die Einladung, öffne Inviso dort, tippe auf „Beitreten“ und dann auf „Einfügen“.',
    continueHere: 'Hier weitermachen',
    copyInvite: 'Einladung kopieren',
  },
  failurePhrases: {
    failure: {
      code_malformed: 'Ein Code hat sechs Ziffern. Prüfe, was du getippt hast.',
      code_unknown:
        'Dieser Code ist falsch oder abgelaufen. Prüfe die Ziffern oder bitte um einen neuen Code.',
      code_used: 'Diesen Code hat schon jemand benutzt. Bitte um einen neuen.',
      own_code: 'Das ist dein eigener Code. Die andere Person tritt damit auf ihrem Telefon bei.',
      too_many_requests: (ms) => `Zu viele Versuche aus deinem Netz. Warte noch: ${format.wait(ms)}.`,
      server_unreachable:
        'Der Server ist nicht erreichbar. Prüfe dein Netz und versuche es noch einmal; nichts ist verloren.',
      server_refused: 'Der Server konnte das gerade nicht tun. Versuche es gleich noch einmal.',
      server_trouble:
        'Der Server hat Schwierigkeiten; auch weitere Versuche halfen noch nicht. Versuche es gleich noch einmal; nichts ist verloren.',
      server_address_malformed:
        'Das ist keine Adresse eines Servers. Sie sieht aus wie chat.example.org und braucht https.',
      server_not_inviso: 'Unter dieser Adresse läuft kein Inviso. Der bisherige Server bleibt in Gebrauch.',
      too_many_sessions: 'Auf diesem Gerät sind zu viele Sitzungen. Lösche eine, die du nicht mehr brauchst.',
      storage_failed: 'Dieses Gerät konnte es nicht speichern. Mach etwas Platz und versuche es noch einmal.',
      name_too_long: 'Dieser Name ist zu lang; 60 Zeichen passen.',
      text_too_long: `Diese Nachricht ist zu lang; etwa ${number(64_000)} Zeichen passen. Schick sie in Teilen.`,
      words_unknown:
        'Prüfe die Wörter: Es sind zwei, und diese stehen nicht in der Liste, aus der sie stammen.',
      outbox_full:
        'Zu viele Nachrichten warten auf das Senden. Sie werden gesendet, sobald ihr beide Inviso offen habt.',
    },
  },
  nudgePhrases: {
    notification: { waiting: 'Jemand wartet auf dich.', accepted: 'Dein Code wurde angenommen.' },
    offer: 'Einander anklingeln, wenn jemand weg ist?',
    title: 'Einander anklingeln',
    ringThisPhone: 'Dieses Telefon anklingeln',
    what: (name) =>
      `Wenn ${name ?? 'die andere Person'} schreibt und du weg bist, kann dieses Telefon klingeln. Die Mitteilung sagt nur, dass jemand wartet: kein Name, kein Text. Apple, Google, Microsoft oder Mozilla überbringt sie und erfährt, dass und wann dieses Telefon angestupst wurde. ${name === null ? 'Das andere Telefon' : `Das Telefon von ${name}`} behält dafür sieben Tage lang ein Ticket.`,
    both: (name) =>
      `Damit du ${name === null ? 'beim anderen Telefon' : `bei ${name}`} klingeln kannst, muss es dort auch eingeschaltet werden. Ein Telefon kann klingeln, sobald ihr danach beide einmal Inviso offen hattet.`,
    whenAccepted:
      'Es klingelt auch, wenn dein Code angenommen wird, während Inviso geschlossen ist. Dafür bewahrt der Server ein versiegeltes Ticket beim Code auf, bis ihn jemand annimmt oder er abläuft.',
    ringsWhenAccepted: 'Dieses Telefon klingelt, wenn dein Code angenommen wird.',
    code: 'Ist das Klingeln an, kann der Betreiber des Servers Code auf diesem Telefon ausführen lassen, während Inviso geschlossen ist. Die App-Sperre ist zu empfehlen.',
    shared:
      'Dieser Browser hat eine einzige Adresse für alle deine Sitzungen; wer die Mitteilungen überbringt, sieht also, dass sie zu einem Telefon gehören.',
    turnOn: 'Einschalten',
    turnedOn: 'Dieses Telefon kann jetzt klingeln.',
    notNow: 'Nicht jetzt',
    working: 'Der Browser wird gefragt …',
    ring: 'Anklingeln',
    ringing: 'Klingelt …',
    rang: (mark, at) => `${mark} · geklingelt ${format.time(at)}`,
    answer: {
      rang: (name) =>
        name === null
          ? 'Das andere Telefon wurde angeklingelt.'
          : `Das Telefon von ${name} wurde angeklingelt.`,
      gone: (name) =>
        name === null
          ? 'Das andere Telefon lässt sich gerade nicht anklingeln.'
          : `Das Telefon von ${name} lässt sich gerade nicht anklingeln.`,
      refused: (name) =>
        name === null
          ? 'Dieser Server kann das andere Telefon nicht anklingeln.'
          : `Dieser Server kann das Telefon von ${name} nicht anklingeln.`,
      later: (at) => `Klingeln geht wieder um ${format.time(at)}.`,
      unreachable: 'Der Server ist nicht erreichbar; es hat nicht geklingelt.',
    },
    failure: {
      not_installed: 'Das Klingeln geht in der installierten App. Füge Inviso zum Home-Bildschirm hinzu.',
      absent:
        'Dieser Browser kann nicht klingeln. Im Blockierungsmodus oder ohne Push erreicht ihn nichts, solange er geschlossen ist.',
      denied:
        'Mitteilungen sind für Inviso aus. Erlaube sie in den Einstellungen dieses Browsers oder Geräts; auf einem iPhone: Einstellungen → Mitteilungen → Inviso.',
      not_answered:
        'Der Browser hat gefragt und keine Antwort bekommen; nichts wurde eingeschaltet. Versuche es noch einmal und erlaube es.',
      push_failed:
        'Der Push-Dienst dieses Browsers hat nicht geantwortet. Prüfe dein Netz und versuche es noch einmal.',
      server_does_not_ring: 'Dieser Server klingelt nicht.',
      server_unreachable: 'Der Server ist nicht erreichbar. Prüfe dein Netz und versuche es noch einmal.',
      server_refused:
        'Der Server hat das gerade nicht angenommen. Versuche es in einer Minute noch einmal; bleibt es so, prüfe die Uhr dieses Geräts.',
      too_many: `${number(32)} Sitzungen können dieses Telefon anklingeln. Schalte eine andere aus.`,
      storage_failed: 'Dieses Gerät konnte es nicht speichern. Mach etwas Platz und versuche es noch einmal.',
    },
    lost: 'Dieses Telefon klingelt nicht mehr.',
    turnOnAgain: 'Wieder einschalten',
    notifications: 'Mitteilungen',
    pageText: 'Eine Sitzung klingelt hier nur, wo du es eingeschaltet hast. Die Mitteilung nennt niemanden.',
    none: 'Keine Sitzung klingelt auf diesem Telefon. Eine Sitzung bietet es an, wenn eine Nachricht wartet; du findest es auch in ihren Optionen.',
    since: (at) => `Klingelt seit ${format.day(at)}`,
    sessionLost: 'Klingelt nicht mehr',
    oldest: (since, now) =>
      `Das älteste Abonnement besteht seit: ${days(Math.max(0, Math.floor((now - since) / DAY_MS)))}.`,
    testTitle: 'Klingeln',
    test: 'Dieses Telefon jetzt anklingeln',
    testText:
      'Nur für diesen Versuch wird ein Abonnement gemacht, über deinen Server angeklingelt und wieder beendet.',
    step: {
      permission: 'Es wird gefragt, ob Mitteilungen erlaubt sind …',
      server: 'Der Server wird nach seinen Schlüsseln gefragt …',
      subscription: 'Beim Push-Dienst wird abonniert …',
      ring: 'Es klingelt über den Server …',
      arrival: 'Warten auf die Mitteilung …',
    },
    stepFailed: {
      permission: 'Mitteilungen sind hier nicht erlaubt. Erlaube sie für Inviso und versuche es noch einmal.',
      server: 'Dieser Server klingelt nicht oder ist nicht erreichbar.',
      subscription:
        'Der Push-Dienst dieses Browsers gab kein Abonnement. Prüfe dein Netz und versuche es noch einmal.',
      ring: 'Der Server konnte nicht klingeln: Der Push-Dienst hat abgelehnt oder nicht geantwortet. Versuche es später, oder sag es dem Betreiber des Servers.',
      arrival: `Der Push-Dienst nahm es an, aber Inviso erfuhr binnen ${seconds(20)} nichts davon. Kam eine Mitteilung, hat es geklingelt: Safari zeigt sie, ohne es Inviso zu sagen. Ein Telefon, das Strom spart, zeigt sie vielleicht später.`,
    },
    testGood: 'Es hat geklingelt: Die Mitteilung kam an.',
  },
  conversationPhrases: {
    details: 'Details',
    since: (time) => `seit ${time}`,
    youProposed: (name) => `Dein Vorschlag: ${within(name)}. Die andere Person hat noch nicht geantwortet.`,
    lifetimeBoth: 'So lange bleiben Nachrichten, auf beiden Telefonen',
    nowKept: (name) => `Nachrichten bleiben jetzt: ${within(name)}.`,
    messages: (n) => count(n, { one: '# Nachricht', other: '# Nachrichten' }),
    identity: 'Identität',
    identityText: 'Nur für diese Sitzung gemacht',
    on: 'An',
    off: 'Aus',
    isItReally: (name) =>
      name === null ? 'Ist es wirklich die richtige Person?' : `Ist es wirklich ${name}?`,
    isItReallyText:
      'Die sechs Ziffern beweisen es nicht. Vergleicht fünf Bilder, am Telefon oder nebeneinander; das dauert eine halbe Minute.',
    unread: 'Neu',
    toLatest: 'Zur neuesten Nachricht',
    goBack: 'Zurück zur vorigen Stelle',
    notKept: 'Frühere Nachrichten wurden auf diesem Telefon nicht behalten',
    notKeptText:
      'Sie blieben nur, bis Inviso geschlossen wurde. Das andere Telefon zeigt sie vielleicht noch.',
    keepFromNow: 'Nachrichten ab jetzt behalten …',
    offerText: 'Was hier gesagt wird, ist auf diesem Telefon weg, sobald Inviso geschlossen wird.',
    selectText: 'Text auswählen',
    search: 'Suchen',
    searchMessages: 'Nachrichten durchsuchen',
    matchAt: (at, of) => `${number(at)} von ${number(of)}`,
    nothingFound: 'Nichts gefunden',
    earlierMatch: 'Früherer Treffer',
    laterMatch: 'Späterer Treffer',
    endSearch: 'Suche beenden',
    edit: 'Bearbeiten',
    editing: 'Bearbeiten',
    edited: 'bearbeitet',
    earlierTexts: 'Frühere Fassungen',
    earlierGone: 'Was vorher dastand, wurde auf diesem Telefon nicht behalten.',
    editOver:
      'Diese Nachricht lässt sich nicht mehr ändern: Das geht nur bei deiner letzten, 15 Minuten lang und zehnmal.',
    notUnderstood: 'Das Inviso der anderen Person ist dafür zu alt. Es braucht ein Update.',
    react: 'Reagieren',
    moreReactions: 'Anderes Emoji',
    emoji: 'Emoji',
    oneEmoji: 'Ein Emoji',
    notOneEmoji: 'Hier passt nur ein Emoji hinein.',
    findEmoji: 'Emoji suchen (englisch)',
    noEmoji: 'Kein Emoji gefunden',
    recentEmoji: 'Zuletzt benutzt',
    emojiGroup: {
      smileys: 'Smileys',
      people: 'Menschen',
      nature: 'Natur',
      food: 'Essen',
      activities: 'Aktivitäten',
      travel: 'Reisen',
      objects: 'Dinge',
      symbols: 'Symbole',
    },
    signsOffer: 'Zeigt ihr euch, wenn ihr schreibt und gelesen habt?',
    turnOn: 'Einschalten',
  },
  attachmentPhrases: {
    attach: 'Anhängen',
    location: 'Standort',
    sendWhereYouAre: 'Senden, wo du bist',
    howExact: 'Wie genau',
    exactness: { exact: 'Genau', km1: 'Etwa 1 km', km10: 'Etwa 10 km' },
    whatIsSent:
      'Die andere Person bekommt diese Zahlen und sonst nichts, versiegelt wie jede Nachricht. Es wird keine Karte geladen.',
    rounded: 'Sie werden auf diesem Telefon gerundet, bevor etwas gespeichert oder gesendet wird.',
    exactShows: 'Sie können das Gebäude zeigen, in dem du bist.',
    browserAsks:
      'Um herauszufinden, wo du bist, kann dieser Browser den Standortdienst seines Herstellers fragen, der es dann auch erfährt.',
    findingOut: 'Findet heraus, wo du bist…',
    within: (metres) => `Auf ${format.distance(metres)} genau`,
    unverified: 'Die andere Person ist nicht verifiziert: Jemand in der Mitte könnte sehen, wo du bist.',
    notOffered: {
      not_met: 'Einen Standort könnt ihr senden, sobald ihr hier einmal verbunden wart.',
      undecided:
        'Es ist nicht sicher, wer am anderen Ende ist. Einen Standort kannst du senden, sobald du darüber entschieden hast.',
      too_old: 'Das Inviso der anderen Person ist zu alt für Standorte. Es braucht ein Update.',
    },
    locationFailed: {
      denied:
        'Inviso darf nicht wissen, wo du bist. Erlaube es für diese Seite in den Einstellungen dieses Browsers; auf einem iPhone auch: Einstellungen → Datenschutz & Sicherheit → Ortungsdienste → Safari-Websites.',
      unavailable:
        'Dieses Gerät kann gerade nicht sagen, wo es ist. Schalte seinen Standort ein, oder versuche es draußen noch einmal.',
      timeout:
        'Innerhalb von zehn Sekunden wurde nichts gefunden. Versuche es noch einmal, am besten draußen.',
      insecure: 'Diese Seite kam ohne Verschlüsselung (http), darum sagt der Browser nicht, wo du bist.',
      missing: 'Dieser Browser kann nicht sagen, wo du bist.',
      stale:
        'Seit dieser Ort gefunden wurde, ist eine Minute vergangen. Versuche es noch einmal, um zu senden, wo du jetzt bist.',
      vague: 'Dieses Gerät weiß nur sehr ungefähr, wo es ist; es gibt also nichts zu senden.',
    },
    openInMaps: 'In Karten öffnen',
    mapLearns: {
      apple: 'Apple erfährt dann diesen Ort.',
      android: 'Deine Karten-App erfährt dann diesen Ort.',
      web: 'OpenStreetMap erfährt dann diesen Ort.',
    },
  },
}

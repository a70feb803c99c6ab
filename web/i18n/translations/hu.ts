/** Magyar. */
import { createFormats } from './formats.ts'
import type { Translation } from './translation.ts'

const { number, count, bytes, seconds, minutes, hours, days, ...format } = createFormats<'one' | 'other'>(
  'hu',
)
const newMessages = { one: '# új üzenet', other: '# új üzenet' }
const triesLeft = { one: 'Még # próba maradt.', other: 'Még # próba maradt.' }
const sessions = { one: '# munkamenet', other: '# munkamenet' }
const hereAlready = { one: '# már itt volt', other: '# már itt volt' }
const untold = {
  one: '# munkamenetről nem lehetett szólni a szervernek;',
  other: '# munkamenetről nem lehetett szólni a szervernek;',
}
/** In the middle of a sentence. */
const within = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const DAY_MS = 86_400_000

export const translation: Translation = {
  phrases: {
    startFailed:
      'A munkameneteidet nem sikerült megnyitni: az Inviso egy része nem töltődött be, vagy a böngésző tárhelye nem válaszolt. Ellenőrizd a hálózatot, majd próbáld újra.',
    startingLate: 'Ez tovább tart, mint kellene.',
    reload: 'Újratöltés',
    storageLost: 'Ez a böngésző elvesztette a tárhelyét',
    storageLostText:
      'Amit látsz, még megvan, de új dolgot nem lehet megőrizni, ezért semmi sem megy el és semmi sem érkezik. Másold ki, amit beírtál és még kell, aztán töltsd újra: ettől a tárhely újra megnyílik.',
    appName: 'Inviso',
    sessionName: (at, n) => (n === 1 ? format.moment(at) : `${format.moment(at)} (${number(n)})`),

    sessions: 'Munkamenetek',
    newSession: 'Új munkamenet',
    join: 'Csatlakozás',
    settings: 'Beállítások',
    close: 'Bezárás',
    back: 'Vissza',
    cancel: 'Mégse',
    save: 'Mentés',
    copy: 'Másolás',
    copied: 'Kimásolva',
    notCopied: 'Ez a böngésző nem engedte a másolást. Jelöld ki a szöveget, és másold ki kézzel.',
    noSessions:
      'Indíts egy munkamenetet, és olvasd fel valakinek a hat számjegyét, vagy csatlakozz az övéivel.',
    rowOptions: (name) => `Lehetőségek: ${name}`,
    pin: 'Kitűzés',
    unpin: 'Kitűzés vége',
    pinned: 'Kitűzve',
    rename: 'Átnevezés',
    remove: 'Törlés',
    unread: (n) => count(n, newMessages),
    row: {
      waiting: 'Csatlakozóra vár',
      online: 'Itt van',
      connecting: 'Kapcsolódik',
      reconnecting: 'Újrakapcsolódik',
      securing: 'Biztosít',
      offline: 'Nincs kapcsolat',
      away: 'Távol',
      left: 'Kiléptél',
      peer_left: 'A másik kilépett',
      expired: 'Lejárt',
      closed: 'Lezárva',
    },
    waitingFor: (name) => (name ? `Vár rá: ${name}` : 'Vár'),
    notDelivered: 'Nem kézbesítve',
    ownWords: (text) => `Te: ${text}`,
    hiddenWords: 'Elrejtve',
    nobodyJoined: 'Senki sem csatlakozott',
    minutesLeft: (ms) => `még ${format.left(ms)}`,
    findSession: 'Munkamenet keresése',
    noneFound: (text) => `Nincs ilyen nevű munkamenet: „${text}”.`,
    listWidth: 'A lista szélessége',
    closedBecause: {
      room_gone: 'Már nincs a szerveren',
      room_deleted: 'A másik törölte',
      words_burned: 'A szavak már nem érvényesek',
      mismatch: 'A képek különböznek',
      their_mismatch: 'A képek különböznek',
      no_keys: 'Régi változatból',
    },

    name: 'Név',
    time: format.time,
    activity: (at, now) => format.activity(at, now, 'most'),

    elsewhereTitle: 'Az Inviso egy másik lapon van nyitva',
    elsewhereText: 'A munkameneteid egyszerre csak egy lapon lehetnek nyitva.',
    useHere: 'Használat itt',
    storageBanner: 'Ez a böngésző semmit sem őriz meg: a munkameneteid eltűnnek, ha bezárod ezt az oldalt.',
    later: 'Most nem',
    loading: 'Megnyitás…',
    loadFailed: 'Ezt a részt nem sikerült betölteni. Nézd meg a hálózatodat.',
    loadNeedsReload:
      'Ez a rész csak az egész oldallal együtt tölthető be. Az újratöltéssel elvész, ami a múlékony munkamenetekben van.',
    again: 'Újra',
    starting: 'Megnyitjuk a munkameneteidet…',
    tapToShow: 'Koppints a megjelenítéshez',
    clickToShow: 'Kattints a megjelenítéshez',
    covered: 'Az Inviso le van takarva',
  },

  settingsPhrases: {
    updateBanner: 'Elkészült egy új változat.',
    update: 'Frissítés',
    updating: 'Frissítés…',
    installBanner: 'Tedd az Invisót a Főképernyődre: gyorsabban nyílik, és megőrzi a munkameneteidet.',
    installDesk: 'Telepítsd az Invisót: saját ablakban nyílik, és megőrzi a munkameneteidet.',
    installHow: 'Mutasd, hogyan',
    installTitle: 'Az Inviso telepítése',
    install: 'Telepítés',
    installed: 'Az Inviso telepítve van ezen az eszközön.',
    installSteps: {
      old: [
        'Koppints a Megosztás gombra a Safari alján.',
        'Görgess le, és koppints a „Főképernyőhöz adás” lehetőségre.',
        'Koppints a „Hozzáadás” gombra.',
      ],
      new: [
        'Koppints a cím mellett a … gombra, majd a Megosztásra.',
        'Koppints a „Főképernyőhöz adás” lehetőségre; ha nem látod, görgess le, vagy koppints a „Továbbiak” gombra.',
        'Hagyd bekapcsolva a „Megnyitás webappként” lehetőséget, és koppints a „Hozzáadás” gombra.',
      ],
      iosOther: [
        'Nyisd meg ezt az oldalt Safariban.',
        'Ott koppints a Megosztásra, majd a „Főképernyőhöz adás” lehetőségre.',
      ],
      other: [
        'Nyisd meg a böngésződ menüjét.',
        'Válaszd az „Alkalmazás telepítése” vagy a „Hozzáadás a kezdőképernyőhöz” lehetőséget, ha van ilyen.',
      ],
      desk: ['Nyisd meg a böngésződ menüjét.', 'Válaszd a „Telepítés” pontot, ha van.'],
    },
    privacy: 'Adatvédelem',
    sessionIdentities: 'Munkamenetek azonosítói',
    identitiesText:
      'Minden munkamenetnek saját, véletlen azonosítója van. A szerver ennyit tud rólad benne, és kettőt semmi sem köt össze.',
    noIdentities: 'Nincsenek munkamenetek, így azonosítók sem.',
    verifiedImported: 'Másik telefonon ellenőrzött, importált',
    madeOn: (at) => `Készült: ${format.day(at)}`,
    whatServerKnows: 'Amit a szerver tud',
    serverKnows: [
      'Hogy valamilyen eszköz meghívót készített, és valamilyen eszköz elfogadta: két véletlen azonosítót, a kódot, amíg érvényes, és a közös szobát.',
      'Hogy mikor van egyikőtök és másikótok a szobában, és a kapcsolatotok hálózati címét, amíg tart. A címeket nem jegyzi fel.',
      'Semmit abból, amit mondotok: az üzenetek telefonról telefonra mennek, végponttól végpontig titkosítva. Egyetlen szerver sem tárolja őket.',
      'A határa: csupán hat számjeggyel egy tisztességtelen szerver közétek állhatna. Ha egy csevegésen az áll, hogy Ellenőrzött, bizonyított, hogy nincs közöttetek senki.',
    ],
    server: 'Szerver',
    serverText: 'Az új munkamenetek ezen a szerveren indulnak. A meglévők ott maradnak, ahol készültek.',
    serverAddress: 'A szerver címe',
    serverOwn: 'Ennek az oldalnak a saját szervere',
    serverUse: 'Ezt a szervert használom',
    serverReset: 'Vissza az oldal szerveréhez',
    serverProbing: 'Megkérdezzük azt a szervert…',
    serverChosen: 'Most ez a szerver van használatban.',
    diagnostics: 'Diagnosztika',
    about: 'Névjegy',
    aboutText:
      'Az Invisóval két ember a böngészőjük közötti közvetlen kapcsolaton beszélgethet. Egyetlen szerver sem őrzi az üzeneteiket, senkinek sem kell fiók, és bárki üzemeltetheti.',
    build: (id) => `Változat: ${id}`,
    look: {
      title: 'Megjelenés',
      system: 'Rendszer',
      light: 'Világos',
      dark: 'Sötét',
      textSize: 'Szövegméret',
      percent: format.percent,
      language: 'Nyelv',
      solid: 'Átlátszóság csökkentése',
      solidHint: 'Semmi sem tűnik át a menükön és a lapok mögül',
      sounds: 'Hangok',
      soundsHint: 'Halk hang vagy rövid rezgés, ha üzenet jön, miközben az Inviso látható',
    },
    does: {
      title: 'Közvetlen vonal két telefon között',
      text: 'Az üzenetek egyikről a másikra mennek, végponttól végpontig titkosítva. Nincs fiók, és semmi sem marad a szerveren.',
    },
    cannot: {
      title: 'Amire nem képes',
      texts: [
        'Üzenet csak addig érkezik, amíg mindkettőtöknél nyitva van az Inviso.',
        'Az alkalmazásváltóban az iOS megmutathatja, mi volt utoljára a képernyődön.',
      ],
    },
    nothingChosen: 'Válassz egy munkamenetet, vagy kezdj egyet.',
    keys: { title: 'Billentyűparancsok', move: 'Mozgás a listában', open: 'Munkamenet megnyitása' },
  },

  chatPhrases: {
    ephemeralLoses: 'Ez a munkamenet múlékony: az Inviso bezárásával elvész, ami elhangzott és ami vár.',
    enterWords: 'Szavak beírása',
    messages: 'Üzenetek',
    message: 'Üzenet',
    send: 'Küldés',
    sessionOptions: 'A munkamenet lehetőségei',
    leave: 'Kilépés',
    stay: 'Maradok',
    leaveTitle: 'Kilépsz ebből a munkamenetből?',
    leaveText: 'Visszatérhetsz, amíg mindketten megtartjátok.',
    leaveTextEphemeral: 'Az üzenetei itt törlődnek. Visszatérhetsz, amíg mindketten megtartjátok.',
    deleteSession: 'Munkamenet törlése',
    deleteTitle: 'Törlöd ezt a munkamenetet?',
    deleteText:
      'Itt és a szerveren is törlődik. Ha a másik most kapcsolódik, nála is lezárul. Ezt nem lehet visszavonni.',
    keep: 'Megtartom',
    noMessagesKept: 'Még semmi sem hangzott el.',
    you: 'Te',
    them: 'A másik',
    day: (at, now) => format.dayOr(at, now, 'Ma'),
    closedComposer: 'Itt már semmit sem lehet küldeni.',
    newSessionWith: (name) => (name === null ? 'Új munkamenet a másikkal' : `Új munkamenet vele: ${name}`),
    status: {
      connecting: 'Kapcsolódás',
      securing: 'Biztosítás',
      connected: 'Kapcsolódva',
      away: 'Távol',
      offline: 'Nincs kapcsolat',
      closed: 'Lezárva',
    },
    trust: {
      imported: 'Másik telefonon ellenőrzött, importált',
      verified: 'Ellenőrzött',
      unverified: 'Nem ellenőrzött',
      lost: 'Ellenőrizd újra',
      disputed: 'A képek különböznek',
    },
    safetyCheck: 'Biztonsági egyeztetés',
    messageLifetime: 'Üzenetek megőrzése',
    lifetimeAsked: (name) => `A másik javaslata, meddig maradjanak meg az üzenetek: ${within(name)}.`,
    lifetimeDiffers: (name) => `A másik telefonon az üzenetek megőrzése: ${within(name)}. Itt is így legyen?`,
    accept: 'Elfogadom',
    decline: 'Nem fogadom el',
    lifetimeName: {
      0: 'Amíg be nem zárod az Invisót',
      3600: '1 óráig',
      86400: '1 napig',
      604800: '7 napig',
      2592000: '30 napig',
    },
    lostText:
      'A másik telefon a munkamenet titkai nélkül tért vissza, vagy valaki annak adja ki magát. Az üzeneteid várnak, amíg nem döntesz.',
    alarm: {
      title: (name) =>
        `A képek különböznek. Lehet, hogy valaki közétek állt: közéd és ${name ?? 'a másik'} közé.`,
      what: 'Te és a másik különböző képeket láttatok. Tehát valaki a két telefon között áll, valószínűleg a titeket összekötő szerver segítségével. Vegyetek mindent elolvasottnak, amit ebben a munkamenetben írtatok.',
      done: 'A munkamenet lezárult. Kulcsai és üzenetei törlődtek erről a telefonról, a másiknak pedig szóltunk, hogy álljon le.',
      stepsTitle: 'Mit tegyél most',
      steps: [
        'Mondd el a másiknak személyesen vagy telefonon, ne egy másik csevegésben ezen a szerveren.',
        'Találkozzatok, és indítsatok új munkamenetet QR-kóddal, képernyőről képernyőre.',
        'Ha újra megtörténik, használjatok másik szervert.',
      ],
      understood: 'Értem',
    },
    disputedText:
      'A másik szerint a biztonsági egyeztetés képei különböznek: lehet, hogy valaki közétek állt. Semmi sem törlődött, és innen semmi sem megy ki, amíg nem döntesz.',
    sendAnyway: 'Folytatás egyeztetés nélkül',
    coverNow: 'Letakarás',
    hiddenMessage: 'Elrejtve. Tartsd nyomva az olvasáshoz',
    statusReconnecting: 'Újrakapcsolódás',
    path: { direct: 'Közvetlen', relayed: 'Közvetítővel', server: 'Szerveren át' },
    sentence: {
      viaServer:
        'Az üzenetek a szerveren át mennek, de titkosítva: nem tudja elolvasni, és nem őrzi meg őket.',
      noRelay:
        'Ebben a munkamenetben elrejted a címedet, de a szervernek nincs közvetítője, amelyen át mehetne. Kapcsold ki a „Címem elrejtése” lehetőséget, vagy kérj TURN-szervert a szerver üzemeltetőjétől.',
      asleep: (since) =>
        `A másik telefon alszik, ${since} óta. Az üzeneted akkor megy el, amikor mindkettőtöknél nyitva van az Inviso.`,
      closedApp: (since) =>
        `A másik ekkor zárta be az Invisót: ${since}. Az üzeneted akkor megy el, amikor mindkettőtöknél nyitva van.`,

      reconnecting: 'Újra keressük a másik telefont. Amit írsz, magától elmegy.',
      connecting: 'Keressük az utat a másik telefonhoz.',
      stuck:
        'A két hálózat nem enged el egymáshoz benneteket. Próbáljatok másik hálózatot az egyik oldalon; addig is próbálkozunk tovább. A szerver üzemeltetője TURN-szerverrel segíthet.',
      securing: 'A két telefon bizonyítja egymásnak, hogy kicsodák.',
      words: 'Ehhez a meghívóhoz két szó tartozik. Írd be őket a folytatáshoz.',
      theirWords: 'Várjuk, hogy a másik beírja a jó szavakat.',
      noCrypto:
        'Ebből a böngészőből hiányzik az a titkosítás, amelyre az Invisónak szüksége van, vagy rosszul végzi. Innen semmi sem megy el. Frissítsd, vagy használj másik böngészőt.',
      version:
        'A két telefonon az Inviso olyan változatai vannak, amelyek nem értik egymást. Frissítsétek mindkettőt.',
      noMode:
        'A két telefonnak nincs többé semmi közöse, amiről felismerhetnék egymást. Indítsatok új munkamenetet.',
      notProven:
        'Valaki válaszolt, de nem tudta bizonyítani, hogy ő a másik. Semmi sem ment el. Próbálkozunk tovább; ha így marad, indítsatok új munkamenetet linkkel.',
      unsealed:
        'Vagy régebbi lett a másik telefonon az Inviso, vagy a szerver leveszi a titkosítást arról, amit a két telefon egymásnak mond, hogy találkozzanak. Titkosítás nélkül semmit sem fogadunk el. Frissítsétek mindkettőt; addig is próbálkozunk.',
      notStored:
        'Kiléptél ebből a munkamenetből, és ez az eszköz nem tudta elmenteni, hogy visszatértél. Szabadíts fel egy kis helyet; magától tovább próbálja.',
      wordsBurned:
        'A meghívó szavai már nem érvényesek: háromszor rosszak voltak, vagy letelt tíz perc. Indítsatok új munkamenetet.',
      mismatch:
        'Azt mondtad, hogy a képek eltérnek: valaki közöttetek állhat. A munkamenet lezárult, a kulcsai és az üzenetei itt törlődtek. Indítsatok újat linkkel vagy QR-kóddal.',
      theirMismatch:
        'A másik azt mondta, hogy a képek eltérnek: valaki közöttetek állhat. A munkamenet lezárult, a kulcsai és az üzenetei itt törlődtek. Indítsatok újat linkkel vagy QR-kóddal.',
      noKeys:
        'Ez a munkamenet még azelőtt készült, hogy az Inviso bizonyítani tudta volna, ki van a túloldalon. Indítsatok újat.',
      direct: 'Az üzenetek egyenesen egyik telefonról a másikra mennek.',
      relayed: 'Az üzenetek egy közvetítőn át mennek, amely nem tudja elolvasni őket.',
      left: (since) =>
        `A másik ekkor lépett ki: ${since}. Az üzeneted akkor megy el, amikor mindkettőtöknél nyitva van a munkamenet.`,
      lost: (since) =>
        `A másik távol van, ${since} óta. Az üzeneted akkor megy el, amikor mindkettőtöknél nyitva van az Inviso.`,
      notHereYet:
        'A másik még nincs itt. Az üzeneted akkor megy el, amikor mindkettőtöknél nyitva van az Inviso.',
      network: 'Ennek az eszköznek nincs hálózata. Amint lesz, magától folytatódik.',
      server: 'A szerver nem érhető el. Magától próbálkozik tovább.',
      trouble: 'A szervernek gondja van; újra próbálkozik.',
      noWebrtc:
        'Ebben a böngészőben nincs WebRTC, ezért nem tud kapcsolódni. Ha be van kapcsolva a Zárolás mód, vedd ki alóla ezt az oldalt a Safari oldalbeállításaiban; különben próbálj másik böngészőt.',
      roomUnknown:
        'A szerver már nem ismeri ezt a munkamenetet, rajta át senki sem érhető el. Itt semmi sem törlődött, és tovább kérdezzük. Ha így marad, indítsatok újat.',
      roomGone:
        'A szerver már nem ismeri ezt a munkamenetet: egyikőtök törölte, vagy túl sokáig nem használtátok.',
      roomDeleted:
        'A másik törölte ezt a munkamenetet, ezért lezárult. Ha újra beszélnétek, indítsatok újat.',
    },
    notice: {
      server_path_declined: 'Az üzenetek már nem mennek a szerveren át: egyikőtök nemet mondott.',
      gap: 'Itt valami hiányzik: a másik telefon elvesztett üzeneteket, amelyeket egyszer elküldött, és nem tudja újraküldeni őket.',
      not_same: 'A két telefonon nem ugyanazok az üzenetek voltak. Ami eltért, újra elküldtük.',

      peer_left: 'A másik kilépett.',
      joined_again: 'A másik visszatért.',
      check_asked: 'A másik megnyitotta a biztonsági egyeztetést. Nyisd meg te is, és hasonlítsátok össze.',
      they_match: 'A másik szerint a képek egyeznek.',
      wrong_words: 'Valaki rossz szavakkal próbált csatlakozni.',
      lifetime_changed: 'Megegyeztetek abban, meddig maradnak meg az üzenetek.',
      lifetime_declined: 'A másik nem fogadta el. Az üzenetek úgy maradnak meg, mint eddig.',
      lifetime_not_kept:
        'Itt nem sikerült elmenteni, meddig maradjanak meg az üzenetek. A következő kapcsolódáskor újra megkérdezzük.',
      close_not_kept:
        'Ez az eszköz nem tudta elmenteni, hogy ez a munkamenet lezárult. Szabadíts fel egy kis helyet, majd nyisd meg újra.',
      lifetime_differs:
        'A két telefon nem ugyanúgy tudja, meddig maradnak meg az üzenetek. Itt semmi sem változott.',
      not_understood: 'A másik Invisója nem ért egy üzenetet. Az üzenet a frissítésre vár.',
      not_taken:
        'A másik telefon nem tudott elmenteni egy üzenetet. A következő kapcsolódáskor újra elküldjük.',
      unknown_message: 'Olyan üzenet, amelyet ez a változat nem tud megmutatni.',
    },
    mark: {
      failed: 'Nem kézbesítve',
      read: 'Elolvasva',
      waiting: 'Vár',
      sent: 'Elküldve',
      delivered: 'Kézbesítve',
    },
    resend: 'Újraküldés',
    actions: 'Műveletek',
    reply: 'Válasz',
    replyTo: (name) => (name === null ? 'Válasz a másiknak' : `Válasz: ${name}`),
    replyToYou: 'Válasz magadnak',
    quoteGone: 'Az üzenet már nincs itt',
    notShown: 'Ez az üzenet nem jeleníthető meg.',
    removeHere: 'Törlés nálam',
    removeTitle: 'Törlöd itt ezt az üzenetet?',
    removeText: 'Csak erről a telefonról törlődik. A másiknál megmarad, ami nála van.',
    unsend: 'Visszavonás',
    unsendBoth: 'Visszavonás mindkettőtöknél',
    unsendTitle: 'Visszavonod ezt az üzenetet?',
    unsendText:
      'Itt törlődik, és a másik telefont is megkérjük, hogy törölje. Lehet, hogy a másik már elolvasta, vagy van róla másolata.',
    unsendWaitingText:
      'Még nem érkezett meg. Itt törlődik, és többé nem küldjük el; ha mégis úton volna, a másik telefont is megkérjük, hogy törölje.',
    askedToUnsend: 'Visszavonás kérve',
    unsent: 'Visszavonva',
    reactions: 'Reakciók',
    reacted: (name: string, what: string) => `${name} reakciója: ${what}`,
    reaction: {
      heart: 'szív',
      up: 'tetszik',
      down: 'nem tetszik',
      laugh: 'nevetés',
      wow: 'meglepetés',
      sad: 'szomorúság',
    },
    same: 'Mindkét telefonon ugyanaz',
    typing: 'Ír…',
    olderFell: `A régebbi üzenetek már nincsenek itt: egy munkamenetbe ${number(5_000)} fér.`,
    relay: {
      possible:
        'Van még egy út: küldés a szerveren át, továbbra is titkosítva. Mindkettőtöknek igent kell mondani.',
      offer: 'Küldés a szerveren át, titkosítva',
      title: 'Küldés a szerveren át?',
      text: 'Az üzeneteid végponttól végpontig titkosítva maradnak: a szerver nem tudja elolvasni, és nem őrzi meg őket. De ő adja tovább, ezért látja, mikor és mennyit írsz. Mindkettőtöknek igent kell mondani, és bármelyikőtök véget vethet neki.',
      yes: 'Küldés a szerveren át',
      asking: 'Várjuk, hogy a másik igent mondjon a szerveren át küldésre.',
      asked:
        'A másik a szerveren át szeretne küldeni, továbbra is titkosítva, mert a telefonok nem érik el egymást. A szerver nem tudja elolvasni az üzeneteidet, de látja, mikor és mennyit írsz.',
      end: 'Ne menjen tovább a szerveren át',
    },
    hideAddress: 'Címem elrejtése',
    hideAddressText:
      'Az üzenetek így csak közvetítőn át mennek, hogy a másik ne tudja meg ennek az eszköznek a hálózati címét.',
    hideAddressCost:
      'Valamennyivel lassabb lesz, és csak ott működik, ahol a szervernek van közvetítője. A szerver és a közvetítő továbbra is látja a címedet. Ha ezt megváltoztatod, a kapcsolat újra felépül.',
    hideAddressAsking: 'Megkérdezzük a szervert, van-e közvetítője…',
    hideAddressNoRelay:
      'Ennek a szervernek nincs közvetítője: elrejtett címmel a csevegés nem tudna kapcsolódni. Semmi sem változott. Aki a szervert üzemelteti, hozzáadhat egy TURN-szervert.',
    hideAddressUnknown:
      'A szerver csak akkor mondja meg, van-e közvetítője, ha mindketten ott voltatok. Semmi sem változott. Próbáld újra, ha kapcsolódtatok.',
  },

  diagnosticsPhrases: {
    intro:
      'Minden részt egyszer kipróbálunk, itt és most. Csak a szerveredet kérdezzük meg, és a közvetítőjét, ha van neki.',
    checks: 'Próbák',
    run: 'Próbák indítása',
    again: 'Próbák újra',
    done: (bad) =>
      bad === 0
        ? 'Minden próba kész. Ami kell, az működik.'
        : `Minden próba kész. ${number(bad)} nem sikerült; hogy mi segít, az alattuk olvasható.`,
    failed: 'A próbákat nem sikerült betölteni. Nézd meg a hálózatodat.',
    check: {
      webrtc: 'WebRTC, a telefonok közti kapcsolathoz',
      turn: 'TURN, közvetítő a nehéz hálózatokhoz',
      server: 'A szerver válaszol',
      websocket: 'WebSocket, az élő kapcsolat a szerverrel',
      storage: 'A munkamenetek megmaradnak ezen az eszközön',
      files: 'Fájltár',
      service_worker: 'Hálózat nélkül is megnyílik',
      installed: 'Telepítve van erre az eszközre',
      lockdown: 'Amit a Zárolás mód kikapcsol',
    },
    verdict: {
      good: 'Működik',
      bad: 'Nem működik',
      absent: 'Nincs',
      unknown: 'Nem próbáltuk',
      checking: 'Próbáljuk…',
    },
    fix: {
      webrtc:
        'A Zárolás mód és néhány böngésző kikapcsolja a WebRTC-t. Vedd ki alóla ezt az oldalt, vagy használj másik böngészőt.',
      turn: 'A szerver ad közvetítőt, de innen nem érhető el. Próbálj másik hálózatot, vagy szólj annak, aki a szervert működteti.',
      server: 'Nézd meg a hálózatodat, aztán a szerver címét a Beállításokban.',
      websocket: 'Valami közted és a szerver között letiltja a WebSocketet. Próbálj másik hálózatot.',
      storage:
        'A privát böngészés és a Zárolás mód semmit sem őriz meg. Minden működik, de elvész, ha bezárod az oldalt.',
      files:
        'Itt nem tárolhatók képek és fájlok. Töltsd újra az oldalt, szabadíts fel helyet, vagy frissítsd a böngészőt.',
      service_worker: 'Töltsd be az oldalt még egyszer. Lehet, hogy a privát böngészés nem engedi.',
      installed: '',
      lockdown: '',
    },
    turnNotTold:
      'A szerver csak kapcsolattal együtt mondja meg. Nyiss meg egy munkamenetet, amelyben a másik is ott van, aztán próbáld újra.',
    turnNone: 'A szerver nem ad ilyet. Két szigorú hálózat lehet, hogy nem talál egymásra.',
    inTab:
      'Ez egy böngészőlap. A Főképernyőről gyorsabban nyílik, és a Safari nem törli a munkameneteit, ha egy hétig nem használod.',
    kept: (persisted, used, quota) => {
      const promise = persisted
        ? 'A böngésző megígérte, hogy nem törli.'
        : 'A böngésző törölheti, ha elfogy a hely.'
      return used === null || quota === null
        ? promise
        : `${promise} ${bytes(used)} foglalt ennyiből: ${bytes(quota)}.`
    },
    fileStore: {
      opfs: 'A böngésző saját fájlrendszerében (OPFS).',
      indexeddb: 'Az adatbázisban (IndexedDB): ennek a böngészőnek ehhez nincs fájlrendszere.',
      memory: 'Csak a memóriában: ez a böngésző az oldal bezárása után nem őriz meg fájlokat.',
    },
    free: (free) => `${bytes(free)} szabad.`,
    part: {
      RTCPeerConnection: 'WebRTC',
      indexedDB: 'IndexedDB',
      serviceWorker: 'service worker',
      caches: 'gyorsítótár',
      WebAssembly: 'WebAssembly',
      locks: 'Web Locks',
      PushManager: 'push',
    },
    missing: (names, insecure, bad) => {
      if (insecure)
        return `Hiányzik: ${names}. Ezen a címen nincs https, és ott a böngészők elvesznek ezt-azt.`
      return bad
        ? `Hiányzik: ${names}. Ha be van kapcsolva a Zárolás mód, vedd ki alóla ezt az oldalt a Safari weboldal-beállításaiban.`
        : `Hiányzik: ${names}. Az Inviso megvan nélküle.`
    },
    troubles: 'Ha valami nem működik',
    trouble: [
      {
        title: 'A „Vár” nem múlik el',
        text: 'A másiknak be kell írnia a hat számjegyet, mielőtt lejár az idejük; a csevegés akkor magától megnyílik. Ha lejárt, kezdj új munkamenetet: új számjegyei lesznek. Mindkettőtöknek kell hálózat, és ugyanaz a szerver a Beállításokban.',
      },
      {
        title: 'Újra és újra csatlakozik',
        text: 'Az egyik oldal hálózata bontja a közvetlen kapcsolatot. Próbálj Wi-Fit mobilnet helyett vagy fordítva, és kapcsold ki a VPN-t; szigorú hálózatoknál TURN-közvetítős szerver segít. Az a telefon, amelyik más appot mutat, másodperceken belül bontja a kapcsolatot, ezért maradjon az Inviso mindkettőn szem előtt.',
      },
      {
        title: 'Egy üzenet nem ér célba',
        text: 'Magától elmegy, amikor mindkettőtöknél nyitva van az Inviso, és „Kézbesítve” lesz, amint a másik telefon megkapta. Addig a te eszközödön vár; illékony munkamenetben csak addig, amíg ki nem lépsz vagy be nem zárod az oldalt.',
      },
      {
        title: 'A kódot sosem fogadja el',
        text: 'Egy kód egyszer jó, és csak amíg le nem jár, és ugyanazt a szervert kell használnotok (Beállítások, Szerver). Ha egy hálózatról sok a rossz próbálkozás, a szerver onnan pár percig senkit sem enged próbálkozni. Kérj új kódot, vagy a linket.',
      },
      {
        title: 'A takarás nem tűnik el',
        text: 'Koppints rá egyszer. Ha nem segít, zárd be az Invisót az appváltóban, és nyisd meg újra. A munkameneteid megmaradnak; ami csak a memóriában volt, elvész.',
      },
    ],
    log: 'Napló',
    level: 'Mutasd',
    levels: { all: 'Mindent', warn: 'Figyelmeztetések', error: 'Hibák' },
    filter: 'Szűrő',
    verbose: 'Részletes kapcsolati adatok',
    verboseHint: 'Öt másodpercenként, címek nélkül. Az oldal újratöltésekor kikapcsol.',
    time: format.clock,
    levelName: { debug: 'Részlet', info: 'Esemény', warn: 'Figyelmeztetés', error: 'Hiba' },
    noLog: 'Még nem történt semmi.',
    noMatch: 'A naplóban semmi sem illik rá.',
    earlier: (n) => `${number(n)} korábbi a jelentésben`,
    copyReport: 'Jelentés másolása',
    clearLog: 'Napló ürítése',
    cleared: 'Kiürítve',
    reportHint: 'A jelentésben nincs név, azonosító, kód, cím vagy üzenet. Olvasd el, mielőtt megosztod.',
  },
  safetyCheckPhrases: {
    verifiedBy: {
      link: (at) => `A meghívó linkjével ellenőrizve: ${format.dateTime(at)}.`,
      words: (at) => `A meghívó szavaival ellenőrizve: ${format.dateTime(at)}.`,
      sas: (at) => `A képek összehasonlításával ellenőrizve: ${format.dateTime(at)}.`,
    },
    importedMeans:
      'Ezt az importált fájl mondja; ezen a telefonon még senki sem bizonyította. Hasonlítsátok össze egyszer a képeket, és itt is ellenőrzött lesz.',
    verifiedMeans:
      'Akinél a link volt, aki tudta a szavakat, vagy ugyanazokat a képeket látta, azé a kulcs a túloldalon. Ezen a telefonon ellenőrzött marad azután is, hogy bezárod az Invisót.',
    unverified: 'Még senki sem bizonyította, ki van a túloldalon.',
    unverifiedMeans:
      'A szerver, amely összehozott benneteket, közöttetek állhatna, és olvashatná az üzeneteket. Hasonlítsátok össze a képeket, hogy kiderüljön.',
    lost: 'A másik telefon a munkamenet titkai nélkül tért vissza.',
    lostMeans:
      'Ez akkor történik, ha egy telefont másolatból állítottak vissza, és akkor is, ha valaki ellopta a kulcsát. Hasonlítsátok össze lent a képeket, mielőtt folytatnád.',
    disputed: 'Megállítva: a másik szerint a képek különböznek.',
    disputedMeans:
      'Lehet, hogy valaki közétek állt és olvas, vagy a másik rossz gombot nyomott. Innen semmi sem megy ki, amíg nem döntesz, és semmi sem törlődött. Hasonlítsátok össze újra telefonon vagy személyesen.',
    begin: 'Képek összehasonlítása',
    off: 'Ehhez mindkettőtöknek kapcsolódva kell lenni. Itt folytatódik, amint úgy van.',
    waiting: 'Várunk a másikra: akkor folytatódik, ha ő is megnyitotta az egyeztetést.',
    notStored:
      'Ez az eszköz nem tudta elmenteni, hogy egyeztetés kezdődött, ezért semmit sem hasonlítottunk össze. Szabadíts fel helyet, és nyisd meg újra az egyeztetést.',
    compareTitle: (name) => `${name ?? 'A másik'} ugyanezt az ötöt látja, ebben a sorrendben?`,
    compare: 'Hívd fel, vagy nézd meg a képernyőjét. Ne itt kérdezd.',
    pictures: 'Képek',
    digits: 'Számokkal',
    match: 'Egyeznek',
    differ: 'Nem egyeznek',
    differTitle: 'Tényleg különböznek a képek?',
    differText:
      'Nézd meg még egyszer mind az ötöt és a sorrendjüket. Ha különböznek, valaki közétek állt: ez a munkamenet lezárul, kulcsai és üzenetei törlődnek erről a telefonról.',
    differSure: 'Különböznek: lezárás és törlés',
    lookAgain: 'Megnézem újra',
    blocked:
      'Három egyeztetés szakadt meg, mielőtt válaszolhattál volna. Lehet, hogy valaki beavatkozik. Ne bízz ebben a munkamenetben; találkozzatok, és indítsatok újat QR-kóddal.',
    limitsTitle: 'Amire ez nem képes',
    limits: [
      'Aki ezt az oldalt kiszolgálja, más programot is kiszolgálhatna. Az egyeztetés a középre álló szervertől véd, nem egy hamis alkalmazástól.',
      'A link kulcs: aki elolvasta, mielőtt a másik csatlakozott, helyette is csatlakozhatott volna.',
      'Azt mondja meg, melyik telefon van a túloldalon, nem azt, hogy most ki tartja kézben.',
      'Nem rejti el, hogy beszéltek: a szerver látja, mikor, és közvetlen kapcsolatnál a másik látja a hálózati címedet.',
      'A másik megtarthatja vagy továbbadhatja, amit írsz.',
    ],
    emoji: [
      ...(['Kutya', 'Macska', 'Oroszlán', 'Ló', 'Egyszarvú', 'Malac', 'Elefánt', 'Nyúl'] as const),
      ...(['Panda', 'Kakas', 'Pingvin', 'Teknős', 'Hal', 'Polip', 'Pillangó', 'Virág'] as const),
      ...(['Fa', 'Kaktusz', 'Gomba', 'Földgömb', 'Hold', 'Felhő', 'Tűz', 'Banán'] as const),
      ...(['Alma', 'Eper', 'Kukorica', 'Pizza', 'Torta', 'Szív', 'Mosoly', 'Robot'] as const),
      ...([
        'Kalap',
        'Szemüveg',
        'Csavar\u00adkulcs',
        'Mikulás',
        'Hüvelyk\u00adujj',
        'Esernyő',
        'Homokóra',
        'Óra',
      ] as const),
      ...([
        'Ajándék',
        'Villany\u00adkörte',
        'Könyv',
        'Ceruza',
        'Gemkapocs',
        'Olló',
        'Lakat',
        'Kulcs',
      ] as const),
      ...(['Kalapács', 'Telefon', 'Zászló', 'Vonat', 'Kerékpár', 'Repülő', 'Rakéta', 'Kupa'] as const),
      ...([
        'Labda',
        'Gitár',
        'Trombita',
        'Harang',
        'Horgony',
        'Fej\u00adhallgató',
        'Mappa',
        'Rajzszög',
      ] as const),
    ],

    lifetimeNow: (name) => `Most: ${within(name)}.`,
    lifetimeText:
      'Amit választasz, azt javasoljuk a másiknak, és mindkét telefonon érvényes, amint elfogadja. A megőrzött üzenetek mindkét telefonon titkosítva vannak, és eltűnnek, ha letelik az idejük.',
    lifetimePropose: 'Javaslom',
    lifetimeWaits: (name) => `A javaslatod: ${within(name)}. A másikra vár.`,
    lifetimeLimits:
      'A még meg nem érkezett üzenetek megmaradnak, amíg meg nem érkeznek. A másikat senki sem veheti rá, hogy elfelejtse, amit kimásolt.',
  },

  appLockPhrases: {
    locked: 'Zárolva',
    lockedText: 'A munkameneteid titkosítva vannak ezen az eszközön.',
    inviteWaits: 'Egy meghívó vár. Megnyílik, amint feloldod a zárolást.',
    damaged:
      'Ami ezen az eszközön van, már nem olvasható. Semmi sem változott. Ha így marad, töröld, és kezdd újra.',
    unlockFace: 'Feloldás Face ID-val',
    passphrase: 'Jelmondat',
    unlock: 'Feloldás',
    unlocking: 'Megnyitás…',

    security: 'Biztonság',
    appLock: 'Alkalmazászár',
    appLockOff:
      'Kikapcsolva: a munkameneteid titkosítva vannak, de a kulcs mellettük van. Aki meg tudja nyitni ezt a böngészőt, vagy megvannak a fájljai, elolvashatja őket.',
    appLockOn:
      'Bekapcsolva: csak a jelmondatod, a Face ID vagy a helyreállítási kulcs nyitja meg a munkameneteidet.',
    setTitle: 'Jelmondat megadása',
    setText:
      'Ha elfelejted, soha senki nem tudja újra megnyitni a munkameneteidet. Legjobb néhány szó, amelyet csak te tennél egymás mellé.',
    repeat: 'Jelmondat még egyszer',
    set: 'Bekapcsolás',
    setting: 'Mindent újra titkosítunk…',
    notSame: 'A kettő nem egyezik.',
    offTitle: 'Kikapcsolod az alkalmazászárat?',
    turnOff: 'Kikapcsolás',
    changePassphrase: 'Jelmondat módosítása',
    oldPassphrase: 'Mostani jelmondat',
    newPassphrase: 'Új jelmondat',
    change: 'Módosítás',
    changeText:
      'Mindent új kulccsal titkosítunk újra. A Face ID és a helyreállítási kulcs nem működik tovább: utána állítsd be újra őket.',
    changed: 'Módosítva',
    faceId: 'Face ID',
    faceHint: 'Az eszköz egyik passkey-ét használja; „Inviso” néven látszik a jelszavaid között.',
    faceUnavailable: 'Ennek a böngészőnek nincsenek saját passkey-ei.',
    faceAsking:
      'Az eszközöd háromszor vagy négyszer kérdez: egyszer a passkey létrehozásához, aztán a kipróbálásához.',
    faceRemoveTitle: 'Eltávolítod a Face ID-t?',
    faceRemoveText:
      'Többé nem nyitja meg az Invisót. Aki korábban lemásolta az eszköz fájljait, és itt használni tudja azt a passkeyt, továbbra is megnyitja, amit az eszköz őriz, a későbbit is, hacsak mindent újra nem titkosítasz. Ehhez kell a jelmondat; a helyreállítási kulcs sem működik tovább.',
    faceRemoveOnly: 'Csak a Face ID eltávolítása',
    sealAnew: 'Minden újratitkosítása',
    sealed: (done, all) => `${number(done)} / ${number(all)} újra titkosítva`,
    faceRemoved: 'Maga a passkey a jelszavaid között marad; ott töröld.',
    lockAfter: 'Zárolás ennyi idő után',
    after: { 0: 'Azonnal', 1: minutes(1), 5: minutes(5), 15: minutes(15) },
    afterHint:
      'Zárol, ha az Inviso ennyi ideig nem látszott, vagy senki sem ért hozzá. Az „Azonnal” öt érintetlen perc után is zárol.',
    lockNow: 'Zárolás most',
    recoveryMake: 'Helyreállítási kulcs készítése',
    recoveryAgain: 'Új készítése; a régi nem működik többé',
    recoveryText: 'Írd le most; csak egyszer látszik. Úgy nyitja meg a munkameneteidet, mint a jelmondat.',
    limits:
      'Amíg fel van oldva, a kulcs ennek az eszköznek a memóriájában van. Az iOS képet készít az alkalmazásváltóhoz, mielőtt egy webapp értesülne róla. Amit a böngésző egykor titkosítatlanul őrzött, a fájljaiban lehet, amíg felül nem íródik.',
    strength: {
      none: '',
      weak: 'Gyenge: egy gyors számítógép órák alatt megtalálja.',
      fair: 'Közepes: egy gyors számítógépnek hónapok kellenek.',
      good: 'Jó: mindenki számára elérhetetlen, akiről tudunk.',
    },
    showSigns: 'Gépelés és olvasás jelzése',
    showSignsHint: 'A gépelés és az olvasottság csak akkor látszik, ha mindkettőtöknél be van kapcsolva.',
    coverOnBlur: 'Letakarás, ha másik ablak van elöl',
    coverOnBlurHint: 'Telefonon mindig így van.',
    hideMessages: 'Üzenetek elrejtése, amíg nem tartod nyomva',
    hideHint: 'Az elrejtett üzenetek nyomva tartva olvashatók.',
    failure: {
      passphrase_wrong: (waitMs) =>
        waitMs > 0
          ? `Nem ez a jelmondat. Várj még ennyit: ${seconds(Math.ceil(waitMs / 1_000))}.`
          : 'Nem ez a jelmondat.',
      passphrase_empty: 'Írj be egy jelmondatot.',
      passkey_cancelled: 'A Face ID elmaradt. Próbáld újra, vagy írd be a jelmondatot.',
      passkey_unavailable: 'A passkey már nincs ezen az eszközön. Írd be a jelmondatot.',
      passkey_no_prf:
        'Ennek a böngészőnek a passkey-ei nem tudnak kulcsot őrizni. A jelmondat marad az út befelé.',
      passkey_server: 'A Face ID-hoz itt kell a szerver, és most nem érhető el. Írd be a jelmondatot.',
      passkey_refused:
        'A szerver nem fogadta el ezt a Face ID-t. Írd be a jelmondatot, aztán állítsd be újra a Face ID-t.',
      lock_damaged: 'Ezt most nem lehetett megtenni. Írd be újra a jelmondatot, vagy töltsd újra az oldalt.',
      storage_failed: 'Ez az eszköz nem tudta elmenteni. Semmi sem változott.',
    },

    eraseAll: 'Minden adat törlése',
    eraseTitle: 'Törlöd az összes adatot?',
    eraseText:
      'Minden munkamenet és minden, ami ezen az eszközön van, törlődik, és szólunk a szervernek, hogy felejtse el őket. Ezt nem lehet visszavonni.',
    eraseTextLocked:
      'Minden munkamenet és minden, ami ezen az eszközön van, törlődik. A szervernek innen nem lehet szólni; a használatlan munkameneteket magától elfelejti. Ezt nem lehet visszavonni.',
    erase: 'Törlés',
    eraseWord: 'törlés',
    eraseType: 'Megerősítésül írd be: „törlés”',
    eraseUntold:
      'Zárolva volt, ezért nem lehetett megmondani a szervernek, melyik munkamenetek voltak a tieid. A használatlanokat 30 nap után magától elfelejti.',
    auditTitle: 'Amit ez a telefon még tud',
    audit: {
      files: 'Fájlok',
      databases: 'Adatbázisok',
      caches: 'Gyorsítótárak',
      workers: 'Háttérfolyamatok',
      local: 'Helyi tár',
      session: 'Munkamenettár',
      cookies: 'Sütik',
    },
    auditTotal: 'Összesen',
    auditUnseen:
      'Amit egy weboldal nem láthat: egy Inviso nevű passkey a jelszavaid között, másolatok a telefon biztonsági mentésében, és az oldal címe a böngésző előzményeiben.',
    startAnew: 'Újrakezdés',
    serverExample: 'chat.example.org',
    serverHolds: 'Ami most nála van',
    serverHoldsText: 'Épp most kérdeztük meg a szervertől, szó szerint.',
    serverHoldsNothing: 'Semmi',
    erasing: 'Törlés…',
    erased: 'Minden törölve.',
    erasePurgesLeft: (n) => `${count(n, untold)} a használatlanokat 30 nap után magától elfelejti.`,
    eraseStoresLeft:
      'Valamit abból, amit ez a böngésző őriz, nem lehetett kiüríteni. Töröld az oldal adatait a böngésző beállításaiban.',

    exportSessions: 'Munkamenetek exportálása',
    importSessions: 'Munkamenetek importálása',
    exportText:
      'Minden munkamenet a kulcsaival, üzenetek nélkül, egyetlen fájlban, amelyet ez a jelmondat titkosít. Akinél megvan a fájl és a jelmondat, a helyedbe léphet.',
    exportShown: 'Látható, hogy észrevedd az elírást: nélküle senki sem nyithatja meg a fájlt.',
    importText: 'Válassz egy fájlt, amelyet az Inviso exportált, és írd be a jelmondatát.',
    exportGo: 'Exportálás',
    importGo: 'Importálás',
    file: 'Fájl',
    sealing: 'Titkosítás…',
    opening: 'Megnyitás…',
    fileMissing: 'Előbb válassz egy fájlt.',
    imported: (added, known) =>
      known === 0
        ? `${count(added, sessions)} importálva.`
        : `${count(added, sessions)} importálva; ${count(known, hereAlready)}.`,
    copies: 'Ha két másolat van használatban, a lemaradót újra ellenőrizni kell.',
    transferFailure: {
      passphrase_empty: 'Írj be egy jelmondatot.',
      file_unknown: 'Ez nem olyan fájl, amelyet az Inviso exportált. Semmi sem változott.',
      file_cut:
        'Ez a fájl csonka: hiányzik a vége. Másold át újra, vagy exportálj még egyszer. Semmi sem változott.',
      file_newer:
        'Ez a fájl az Inviso egy újabb változatából való. Frissíts, aztán próbáld újra. Semmi sem változott.',
      file_damaged: 'Ez a fájl sérült. Semmi sem változott.',
      file_wrong_passphrase: 'Nem ez a fájl jelmondata. Semmi sem változott.',
      too_many_sessions: 'Túl sok munkamenet lenne ezen az eszközön. Semmi sem változott.',
      storage_failed: 'Ez az eszköz most nem tudta megtenni. Semmi sem változott.',
    },
  },
  invitePhrases: {
    nameHint: 'Ezt a nevet csak te látod.',
    ephemeral: 'Múlékony',
    ephemeralHint: 'Kilépéskor törlődnek az üzenetei, az is, ami még vár',
    addWords: 'Két szó hozzáadása',
    addWordsHint: 'Aki a számjegyekkel és a szavakkal csatlakozik, rögtön ellenőrzött',
    expiresIn: 'A kód lejár',
    keepMessages: 'Üzenetek megőrzése',
    keepHint: 'Mindkét telefonon érvényes, amint a másik elfogadja.',
    keepFor: {
      0: 'Amíg be nem zárod az Invisót',
      3600: '1 óra',
      86400: '1 nap',
      604800: '7 nap',
      2592000: '30 nap',
    },
    duration: {
      60: `${minutes(1)} múlva`,
      300: `${minutes(5)} múlva`,
      3600: `${hours(1)} múlva`,
      43200: `${hours(12)} múlva`,
      86400: `${hours(24)} múlva`,
    },
    create: 'Létrehozás',
    creating: 'Kódot kérünk a szervertől…',
    readDigits: 'Olvasd fel ezt a hat számjegyet a másiknak. A csevegés megnyílik, amint csatlakozik.',
    readWords:
      'Olvasd fel a számjegyeket és mindkét szót a másiknak. A csevegés megnyílik, amint csatlakozik.',
    readTo: (name) => `Olvasd fel neki: ${name}. A csevegés megnyílik, amint csatlakozik.`,
    linkProves:
      'Aki a linkkel vagy a QR-kóddal csatlakozik, rögtön ellenőrzött. A linket csak annak az egy embernek küldd el.',
    timeLeft: (ms) => `Még ${format.countdown(ms)}`,
    timeOver: 'Letelt az idő; megkérdezzük a szervert, csatlakozott-e valaki…',
    inviteExpired: 'Senki sem csatlakozott. Új kód lép a helyébe, a munkamenet marad.',
    newCode: 'Új kód',
    ranOut: 'Ez a kód lejárt',
    copyLink: 'Link másolása',
    share: 'Megosztás',
    shareText: 'Csatlakozz hozzám az Invisón',
    done: 'Kész',
    qrName: 'A meghívó linkjének QR-kódja',
    joinCode: 'Kód',
    joinHint: 'Hat számjegy, vagy illeszd be a teljes linket.',
    linkExpired: 'Ez a meghívó lejárt, vagy visszavonták. Kérj újat.',
    secretLost:
      'A link bizonyítéka útközben elveszett, ezért ez a csevegés nem lenne ellenőrzött. Kérd el újra a linket, vagy koppints a „Csatlakozás” gombra, és utána hasonlítsátok össze a képeket.',
    whatThisIs:
      'Az Inviso két ember magánbeszélgetése: az üzenetek az egyik telefonról a másikra mennek, végponttól végpontig titkosítva, és egyetlen szerver sem őrzi meg őket. Nem kell hozzá fiók, és telepíteni sem kell semmit.',
    joinVerified: 'Ez a meghívó magával hozza a bizonyítékát: a csevegés ellenőrzött lesz.',
    words: 'Szavak',
    wordsHint:
      'A két szó, amelyet felolvasnak neked. Bizonyítják, ki van ott, így a csevegés ellenőrzötten indul.',
    wordsWrong: (left) =>
      left > 0 ? `Nem ezek a meghívó szavai. ${count(left, triesLeft)}` : 'Nem ezek a meghívó szavai.',
    scan: 'QR-kód beolvasása',
    scanHint: 'Tartsd a kamerát a másik képernyőn látható kód fölé.',
    scanWhy:
      'A kamera itt, ezen az eszközön olvassa be a kódot. Egy képet sem őriz meg és nem küld el. A telefonod most rá fog kérdezni.',
    scanUse: 'Kamera használata',
    scanStarting: 'Indul a kamera…',
    scanFailed: {
      denied:
        'A kamera nincs engedélyezve. Engedélyezd ennek az oldalnak a böngésző beállításaiban, vagy írd be a számjegyeket.',
      no_camera: 'Itt nincs kamera. Írd be a számjegyeket, vagy illeszd be a linket.',
      no_wasm:
        'Ez a böngésző itt nem tud QR-kódot olvasni (lehet, hogy be van kapcsolva a Zárolás mód). Írd be a számjegyeket, vagy illeszd be a linket.',
    },
    scanNothing: 'Ez egy QR-kód, de nem Inviso-meghívó.',
    paste: 'Beillesztés',
    notPasted:
      'Ez a böngésző nem adta oda a vágólapot. Tartsd nyomva a mezőt, és válaszd a Beillesztés lehetőséget.',
    nothingToPaste: 'Abban, amit kimásoltál, nincs kód.',
    joining: 'Megkérdezzük a szervert…',
    nameThis: 'Nevezd el ezt a csevegést',
    nameIdeas: ['Barátok', 'Család', 'Munka'],
    connecting: 'A másik telefon keresése…',
    arrivedTitle: 'Meghívtak',
    arrivedText: 'Ezt a meghívót még nem használták fel. Ott nyisd meg, ahol a munkameneteid vannak.',
    arrivedApp:
      'Ha az Inviso a Főképernyődön van: másold ki a meghívót, nyisd meg ott az Invisót, koppints a Csatlakozás, majd a Beillesztés gombra.',
    continueHere: 'Folytatás itt',
    copyInvite: 'Meghívó másolása',
  },
  failurePhrases: {
    failure: {
      code_malformed: 'A kód hat számjegyből áll. Nézd meg, mit írtál be.',
      code_unknown: 'Ez a kód rossz, vagy lejárt. Nézd át a számjegyeket, vagy kérj új kódot.',
      code_used: 'Ezt a kódot már felhasználta valaki. Kérj újat.',
      own_code: 'Ez a saját kódod. A másik csatlakozik vele a saját telefonján.',
      too_many_requests: (ms) =>
        `Túl sok próbálkozás jött a hálózatodból. Várj még ennyit: ${format.wait(ms)}.`,
      server_unreachable:
        'A szerver nem érhető el. Nézd meg a hálózatodat, és próbáld újra; semmi sem veszett el.',
      server_refused: 'A szerver ezt most nem tudta megtenni. Próbáld újra egy pillanat múlva.',
      server_trouble:
        'A szerver gondokkal küzd, és az újabb próbálkozás még nem segített. Próbáld újra egy pillanat múlva; semmi sem veszett el.',
      server_address_malformed: 'Ez nem egy szerver címe. Így néz ki: chat.example.org, és https kell hozzá.',
      server_not_inviso: 'Ezen a címen nem fut Inviso. Az eddigi szerver marad használatban.',
      too_many_sessions: 'Túl sok munkamenet van ezen az eszközön. Törölj egyet, amely már nem kell.',
      storage_failed: 'Ez az eszköz nem tudta elmenteni. Szabadíts fel egy kis helyet, és próbáld újra.',
      name_too_long: 'Ez a név túl hosszú; 60 karakter fér el.',
      text_too_long: `Ez az üzenet túl hosszú; körülbelül ${number(64_000)} karakter fér el. Küldd el részletekben.`,
      words_unknown: 'Nézd át a szavakat: kettő van, és ezek nincsenek a listában, amelyből valók.',
      outbox_full:
        'Túl sok üzenet vár küldésre. Akkor mennek el, amikor mindkettőtöknél nyitva van az Inviso.',
    },
  },
  nudgePhrases: {
    notification: { waiting: 'Valaki vár rád.', accepted: 'Elfogadták a kódodat.' },
    offer: 'Csörögjetek egymásnak, ha valamelyikőtök nincs itt?',
    title: 'Csörgés egymásnak',
    ringThisPhone: 'Csörgés ezen a telefonon',
    what: (name) =>
      `Ha ${name ?? 'a másik fél'} ír, és te nem vagy itt, ez a telefon csöröghet. Az értesítés csak annyit mond, hogy valaki vár: nincs benne se név, se szöveg. Az Apple, a Google, a Microsoft vagy a Mozilla kézbesíti, és megtudja, hogy ez a telefon jelzést kapott, és mikor. ${name === null ? 'A másik telefon' : `${name} telefonja`} ehhez hét napig őriz egy jegyet.`,
    both: (name) =>
      `${name === null ? 'Hogy a másik telefont csörgethesd' : `Hogy ${name} telefonját csörgethesd`}, ott is be kell kapcsolni. Egy telefon akkortól csörgethető, hogy ezután mindkettőtöknél egyszer nyitva volt az Inviso.`,
    whenAccepted:
      'Akkor is csörög, ha a kódodat akkor fogadják el, amikor az Inviso be van zárva. Ehhez a szerver egy lepecsételt jegyet őriz a kód mellett, amíg valaki el nem fogadja, vagy le nem jár.',
    ringsWhenAccepted: 'Ez a telefon csörög, ha elfogadják a kódodat.',
    code: 'Ha a csörgés be van kapcsolva, a szerver üzemeltetője kódot futtathat ezen a telefonon, amíg az Inviso be van zárva. Ajánlott az alkalmazászár.',
    shared:
      'Ennek a böngészőnek minden munkamenetedhez egyetlen címe van, így a jelzések kézbesítője láthatja, hogy egy telefonhoz tartoznak.',
    turnOn: 'Bekapcsolás',
    turnedOn: 'Ez a telefon mostantól csöröghet.',
    notNow: 'Most nem',
    working: 'A böngésző megkérdezése…',
    ring: 'Csörgetés',
    ringing: 'Csörög…',
    rang: (mark, at) => `${mark} · csörgött ${format.time(at)}`,
    answer: {
      rang: (name) =>
        name === null ? 'A másik telefon jelzést kapott.' : `${name} telefonja jelzést kapott.`,
      gone: (name) =>
        name === null ? 'A másik telefon most nem csörgethető.' : `${name} telefonja most nem csörgethető.`,
      refused: (name) =>
        name === null
          ? 'Ez a szerver nem tudja csörgetni a másik telefont.'
          : `Ez a szerver nem tudja csörgetni ${name} telefonját.`,
      later: (at) => `Újra csörgethető ekkor: ${format.time(at)}.`,
      unreachable: 'A szerver nem érhető el, ezért semmi sem csörgött.',
    },
    failure: {
      not_installed: 'A csörgés a telepített alkalmazásban működik. Add hozzá az Invisót a Főképernyőhöz.',
      absent:
        'Ez a böngésző nem tud csörögni. Zárolás módban vagy leküldés nélkül semmi sem éri el, amíg be van zárva.',
      denied:
        'Az Inviso értesítései ki vannak kapcsolva. Engedélyezd a böngésző vagy az eszköz beállításaiban; iPhone-on: Beállítások → Értesítések → Inviso.',
      not_answered:
        'A böngésző kérdezett, de nem kapott választ, ezért semmi sem kapcsolt be. Próbáld újra, és engedélyezd.',
      push_failed:
        'A böngésző leküldési szolgáltatása nem válaszolt. Ellenőrizd a hálózatot, és próbáld újra.',
      server_does_not_ring: 'Ez a szerver nem csörget.',
      server_unreachable: 'A szerver nem érhető el. Ellenőrizd a hálózatot, és próbáld újra.',
      server_refused:
        'A szerver ezt most nem fogadta el. Próbáld újra egy perc múlva; ha így marad, nézd meg az eszköz óráját.',
      too_many: `${number(32)} munkamenet csörgetheti ezt a telefont. Kapcsolj ki egy másikat.`,
      storage_failed: 'Ez az eszköz nem tudta eltárolni. Szabadíts fel helyet, és próbáld újra.',
    },
    lost: 'Ez a telefon már nem csörög.',
    turnOnAgain: 'Bekapcsolás újra',
    notifications: 'Értesítések',
    pageText:
      'Egy munkamenet csak ott csörög ezen a telefonon, ahol bekapcsoltad. Az értesítés senkit sem nevez meg.',
    none: 'Egyik munkamenet sem csörög ezen a telefonon. Akkor ajánlja fel, ha egy üzenet vár; a lehetőségei között is megtalálod.',
    since: (at) => `Csörög ekkortól: ${format.day(at)}`,
    sessionLost: 'Már nem csörög',
    oldest: (since, now) =>
      `A legrégebbi feliratkozás kora: ${days(Math.max(0, Math.floor((now - since) / DAY_MS)))}.`,
    testTitle: 'Csörgés',
    test: 'Csörögjön most ez a telefon',
    testText: 'Csak ehhez a próbához készül egy feliratkozás, amely a szerveren át csörög, majd megszűnik.',
    step: {
      permission: 'Engedélyezettek-e az értesítések…',
      server: 'A szerver kulcsainak lekérése…',
      subscription: 'Feliratkozás a leküldési szolgáltatásnál…',
      ring: 'Csörgetés a szerveren át…',
      arrival: 'Várakozás a jelzésre…',
    },
    stepFailed: {
      permission: 'Itt nem engedélyezettek az értesítések. Engedélyezd az Invisónak, és próbáld újra.',
      server: 'Ez a szerver nem csörget, vagy nem érhető el.',
      subscription:
        'A böngésző leküldési szolgáltatása nem adott feliratkozást. Ellenőrizd a hálózatot, és próbáld újra.',
      ring: 'A szerver nem tudott csörgetni: a leküldési szolgáltatás elutasította, vagy nem válaszolt. Próbáld később, vagy szólj a szerver üzemeltetőjének.',
      arrival: `A leküldési szolgáltatás átvette, de az Inviso ennyi időn belül nem értesült róla: ${seconds(20)}. Ha jött értesítés, csörgött: a Safari úgy mutatja meg, hogy nem szól az Invisónak. Egy energiatakarékos telefon később is mutathatja.`,
    },
    testGood: 'Csörgött: a jelzés megérkezett.',
  },
  conversationPhrases: {
    details: 'Részletek',
    since: (time) => `${time} óta`,
    youProposed: (name) => `A javaslatod: ${within(name)}. A másik még nem válaszolt.`,
    lifetimeBoth: 'Ennyi ideig maradnak meg az üzenetek mindkét telefonon',
    nowKept: (name) => `Az üzenetek megőrzése mostantól: ${within(name)}.`,
    messages: (n) => count(n, { one: '# üzenet', other: '# üzenet' }),
    identity: 'Azonosító',
    identityText: 'Csak ehhez a munkamenethez készült',
    on: 'Be',
    off: 'Ki',
    isItReally: (name) => (name === null ? 'Biztosan az ismerősöd az?' : `Biztosan ${name} az?`),
    isItReallyText:
      'A hat számjegy ezt nem bizonyítja. Hasonlítsatok össze öt képet telefonon vagy egymás mellett; fél percig tart.',
    unread: 'Új',
    toLatest: 'A legújabb üzenethez',
    goBack: 'Vissza oda, ahol voltál',
    notKept: 'A korábbi üzenetek nem maradtak meg ezen a telefonon',
    notKeptText: 'Csak az Inviso bezárásáig voltak meg. A másik telefonon talán még látszanak.',
    keepFromNow: 'Üzenetek megőrzése mostantól…',
    offerText: 'Amit itt írtok, az Inviso bezárásakor eltűnik erről a telefonról.',
    selectText: 'Szöveg kijelölése',
    search: 'Keresés',
    searchMessages: 'Keresés az üzenetekben',
    matchAt: (at, of) => `${number(at)} / ${number(of)}`,
    nothingFound: 'Nincs találat',
    earlierMatch: 'Korábbi találat',
    laterMatch: 'Későbbi találat',
    endSearch: 'Keresés befejezése',
    edit: 'Szerkesztés',
    editing: 'Szerkesztés',
    edited: 'szerkesztve',
    earlierTexts: 'Korábbi változatok',
    earlierGone: 'Ami korábban itt állt, nem maradt meg ezen a telefonon.',
    editOver: 'Ez az üzenet már nem módosítható: csak az utolsó üzeneted, 15 percig és legfeljebb tízszer.',
    notUnderstood: 'A másik Invisója ehhez túl régi. Frissíteni kell.',
    react: 'Reagálás',
    moreReactions: 'Másik emodzsi',
    emoji: 'Emodzsi',
    oneEmoji: 'Egy emodzsi',
    notOneEmoji: 'Ide csak egy emodzsi fér.',
    findEmoji: 'Emodzsi keresése (angolul)',
    noEmoji: 'Nincs ilyen emodzsi',
    recentEmoji: 'Legutóbb használt',
    emojiGroup: {
      smileys: 'Arcok',
      people: 'Emberek',
      nature: 'Természet',
      food: 'Étel',
      activities: 'Tevékenységek',
      travel: 'Utazás',
      objects: 'Tárgyak',
      symbols: 'Jelek',
    },
    signsOffer: 'Mutassátok egymásnak, ha írtok, és ha elolvastátok?',
    turnOn: 'Bekapcsolás',
  },
  attachmentPhrases: {
    attach: 'Csatolás',
    location: 'Hely',
    sendWhereYouAre: 'Elküldöd, hol vagy',
    howExact: 'Mennyire pontosan',
    exactness: { exact: 'Pontosan', km1: 'Kb. 1 km', km10: 'Kb. 10 km' },
    whatIsSent:
      'A másik fél ezeket a számokat kapja meg és semmi mást, lepecsételve, mint minden üzenetet. Térkép nem töltődik be.',
    rounded: 'A számokat ez a telefon kerekíti, mielőtt bármit tárolna vagy küldene.',
    exactShows: 'Az is látszhat belőlük, melyik épületben vagy.',
    browserAsks:
      'Hogy megtudja, hol vagy, ez a böngésző megkérdezheti a gyártója helymeghatározó szolgáltatását, amely így szintén megtudja.',
    findingOut: 'Keresi, hol vagy…',
    within: (metres) => `Pontosság: ${format.distance(metres)}`,
    unverified: 'A másik fél nem ellenőrzött: valaki középen láthatja, hol vagy.',
    notOffered: {
      not_met: 'Helyet akkor lehet küldeni, ha egyszer már kapcsolódtatok itt egymáshoz.',
      undecided: 'Nem biztos, ki van a túloldalon. Helyet akkor küldhetsz, ha erről már döntöttél.',
      too_old: 'A másik Invisója túl régi a helyekhez. Frissíteni kell.',
    },
    locationFailed: {
      denied:
        'Az Inviso nem tudhatja, hol vagy. Engedélyezd ennek az oldalnak a böngésző beállításaiban; iPhone-on ezt is: Beállítások → Adatvédelem és biztonság → Helymeghatározás → Safari-webhelyek.',
      unavailable:
        'Ez az eszköz most nem tudja megmondani, hol van. Kapcsold be rajta a helymeghatározást, vagy próbáld újra a szabadban.',
      timeout: 'Tíz másodperc alatt nem sikerült megtalálni. Próbáld újra, ha lehet, a szabadban.',
      insecure: 'Ez az oldal titkosítás nélkül (http) érkezett, ezért a böngésző nem mondja meg, hol vagy.',
      missing: 'Ez a böngésző nem tudja megmondani, hol vagy.',
      stale: 'Egy perc telt el, mióta ez a hely megvan. Próbáld újra, hogy azt küldd, ahol most vagy.',
      vague: 'Ez az eszköz csak nagyon nagyjából tudja, hol van, így nincs mit küldeni.',
    },
    openInMaps: 'Megnyitás térképen',
    mapLearns: {
      apple: 'Ezzel az Apple megtudja ezt a helyet.',
      android: 'Ezzel a térképalkalmazásod megtudja ezt a helyet.',
      web: 'Ezzel az OpenStreetMap megtudja ezt a helyet.',
    },
  },
}

/** Español. */
import { createFormats } from './formats.ts'
import type { Translation } from './translation.ts'

const { number, count, bytes, seconds, minutes, hours, days, ...format } = createFormats<
  'one' | 'many' | 'other'
>('es')
const newMessages = { one: '# mensaje nuevo', many: '# de mensajes nuevos', other: '# mensajes nuevos' }
const triesLeft = {
  one: 'Queda # intento.',
  many: 'Quedan # de intentos.',
  other: 'Quedan # intentos.',
}
const imported = {
  one: '# sesión importada',
  many: '# de sesiones importadas',
  other: '# sesiones importadas',
}
const hereAlready = { one: '# ya estaba aquí', many: '# ya estaban aquí', other: '# ya estaban aquí' }
const untold = {
  one: 'No se pudo avisar al servidor de # sesión;',
  many: 'No se pudo avisar al servidor de # de sesiones;',
  other: 'No se pudo avisar al servidor de # sesiones;',
}
/** In the middle of a sentence. */
const within = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

/** An hour with its article: "la 1:04", "las 12:04". */
const hour = (time: string): string => `${/^0?1\D/.test(time) ? 'la' : 'las'} ${time}`

const DAY_MS = 86_400_000

export const translation: Translation = {
  phrases: {
    startFailed:
      'No se han podido abrir tus sesiones: una parte de Inviso no se ha cargado o el almacenamiento de este navegador no ha respondido. Comprueba la red e inténtalo de nuevo.',
    startingLate: 'Esto tarda más de lo que debería.',
    reload: 'Recargar',
    storageLost: 'Este navegador ha perdido su almacenamiento',
    storageLostText:
      'Lo que ves sigue aquí, pero no se puede guardar nada nuevo, así que no se envía ni se recibe nada. Copia lo que has escrito y aún necesitas, y recarga: así se abre de nuevo el almacenamiento.',
    appName: 'Inviso',
    sessionName: (at, n) => (n === 1 ? format.moment(at) : `${format.moment(at)} (${number(n)})`),

    sessions: 'Sesiones',
    newSession: 'Nueva sesión',
    join: 'Unirse',
    settings: 'Ajustes',
    close: 'Cerrar',
    back: 'Atrás',
    cancel: 'Cancelar',
    save: 'Guardar',
    copy: 'Copiar',
    copied: 'Copiado',
    notCopied: 'Este navegador no ha permitido copiar. Selecciona el texto y cópialo a mano.',
    noSessions: 'Empieza una sesión y léele a alguien sus seis cifras, o únete con las suyas.',
    rowOptions: (name) => `Opciones de ${name}`,
    pin: 'Fijar',
    unpin: 'Dejar de fijar',
    pinned: 'Fijada',
    rename: 'Cambiar nombre',
    remove: 'Eliminar',
    unread: (n) => count(n, newMessages),
    row: {
      waiting: 'En espera de que se una alguien',
      online: 'En línea',
      connecting: 'Conectando',
      reconnecting: 'Reconectando',
      securing: 'Asegurando',
      offline: 'Sin conexión',
      away: 'Ausente',
      left: 'Has salido',
      peer_left: 'La otra persona ha salido',
      expired: 'Caducada',
      closed: 'Cerrada',
    },
    waitingFor: (name) => (name ? `Esperando a ${name}` : 'En espera'),
    notDelivered: 'No entregado',
    ownWords: (text) => `Tú: ${text}`,
    hiddenWords: 'Oculto',
    nobodyJoined: 'Nadie se ha unido',
    minutesLeft: (ms) => `quedan ${format.left(ms)}`,
    findSession: 'Buscar una sesión',
    noneFound: (text) => `Ninguna sesión se llama «${text}».`,
    listWidth: 'Ancho de la lista',
    closedBecause: {
      room_gone: 'Ya no está en el servidor',
      room_deleted: 'La otra persona la ha eliminado',
      words_burned: 'Las palabras ya no valen',
      mismatch: 'Las imágenes son distintas',
      their_mismatch: 'Las imágenes son distintas',
      no_keys: 'De una versión antigua',
    },

    name: 'Nombre',
    time: format.time,
    activity: (at, now) => format.activity(at, now, 'ahora'),

    elsewhereTitle: 'Inviso está abierto en otra pestaña',
    elsewhereText: 'Tus sesiones solo pueden estar abiertas en una pestaña.',
    useHere: 'Usar aquí',
    storageBanner: 'Este navegador no guarda nada: tus sesiones desaparecen cuando cierres esta página.',
    later: 'Ahora no',
    loading: 'Abriendo…',
    loadFailed: 'No se ha podido cargar esta parte. Revisa tu red.',
    loadNeedsReload:
      'Esta parte solo se puede cargar con toda la página. Al recargar se pierde lo que contienen tus sesiones efímeras.',
    again: 'Reintentar',
    starting: 'Abriendo tus sesiones…',
    tapToShow: 'Toca para mostrar',
    clickToShow: 'Haz clic para mostrar',
    covered: 'Inviso está tapado',
  },

  settingsPhrases: {
    updateBanner: 'Hay una nueva versión lista.',
    update: 'Actualizar',
    updating: 'Actualizando…',
    installBanner: 'Pon Inviso en tu pantalla de inicio: se abre antes y conserva tus sesiones.',
    installDesk: 'Instala Inviso: se abre en su propia ventana y conserva tus sesiones.',
    installHow: 'Ver cómo',
    installTitle: 'Instalar Inviso',
    install: 'Instalar',
    installed: 'Inviso está instalado en este dispositivo.',
    installSteps: {
      old: [
        'Toca el botón Compartir en la parte inferior de Safari.',
        'Desplázate hacia abajo y toca «Añadir a pantalla de inicio».',
        'Toca «Añadir».',
      ],
      new: [
        'Toca el botón … junto a la dirección y luego Compartir.',
        'Toca «Añadir a pantalla de inicio»; si no lo ves, desplázate hacia abajo o toca «Ver más».',
        'Deja activado «Abrir como app web» y toca «Añadir».',
      ],
      iosOther: [
        'Abre esta página en Safari.',
        'Allí, toca Compartir y luego «Añadir a pantalla de inicio».',
      ],
      other: [
        'Abre el menú de tu navegador.',
        'Elige «Instalar aplicación» o «Añadir a pantalla de inicio», si está.',
      ],
      desk: ['Abre el menú de tu navegador.', 'Elige «Instalar», si está.'],
    },
    privacy: 'Privacidad',
    sessionIdentities: 'Identidades de sesión',
    identitiesText:
      'Cada sesión tiene una identidad propia y aleatoria. Es todo lo que el servidor sabe de ti en ella, y nada une a dos de ellas.',
    noIdentities: 'No hay sesiones, así que no hay identidades.',
    verifiedImported: 'Verificada en otro teléfono, importada',
    madeOn: (at) => `Creada el ${format.day(at)}`,
    whatServerKnows: 'Lo que sabe el servidor',
    serverKnows: [
      'Que algún dispositivo creó una invitación y alguno la aceptó: dos identificadores aleatorios, el código mientras vale, y la sala que comparten.',
      'Cuándo está cada uno en una sala, y la dirección de red de vuestra conexión mientras dura. Las direcciones no se anotan.',
      'Nada de lo que decís: los mensajes van de teléfono a teléfono, cifrados de extremo a extremo. Ningún servidor los guarda.',
      'Su límite: solo con seis cifras, un servidor deshonesto podría ponerse entre vosotros. De un chat que dice Verificada está demostrado que no hay nadie en medio.',
    ],
    server: 'Servidor',
    serverText:
      'Las nuevas sesiones empiezan en este servidor. Las que ya tienes se quedan donde se crearon.',
    serverAddress: 'Dirección del servidor',
    serverOwn: 'El servidor propio de esta página',
    serverUse: 'Usar este servidor',
    serverReset: 'Volver al servidor de esta página',
    serverProbing: 'Preguntando a ese servidor…',
    serverChosen: 'Ahora se usa este servidor.',
    diagnostics: 'Diagnóstico',
    about: 'Acerca de',
    aboutText:
      'Inviso permite que dos personas hablen por una conexión directa entre sus navegadores. Ningún servidor guarda sus mensajes, nadie necesita una cuenta, y cualquiera puede alojarlo.',
    build: (id) => `Versión ${id}`,
    look: {
      title: 'Apariencia',
      system: 'Sistema',
      light: 'Claro',
      dark: 'Oscuro',
      textSize: 'Tamaño del texto',
      percent: format.percent,
      language: 'Idioma',
      solid: 'Reducir transparencia',
      solidHint: 'Nada se ve a través de los menús ni detrás de las hojas',
      sounds: 'Sonidos',
      soundsHint: 'Un sonido suave, o una vibración breve, cuando llega un mensaje con Inviso a la vista',
    },
    does: {
      title: 'Una línea directa entre dos teléfonos',
      text: 'Los mensajes van de uno a otro, cifrados de extremo a extremo. Sin cuenta, y nada se queda en un servidor.',
    },
    cannot: {
      title: 'Lo que no puede hacer',
      texts: [
        'Los mensajes solo llegan mientras los dos tenéis Inviso abierto.',
        'En el selector de apps, iOS puede mostrar lo último que había en tu pantalla.',
      ],
    },
    nothingChosen: 'Elige una sesión o empieza una.',
    keys: { title: 'Atajos de teclado', move: 'Moverse por la lista', open: 'Abrir una sesión' },
  },

  chatPhrases: {
    ephemeralLoses:
      'Esta sesión es efímera: al cerrar Inviso se borran sus mensajes, también los que aún esperan.',
    enterWords: 'Escribir las palabras',
    messages: 'Mensajes',
    message: 'Mensaje',
    send: 'Enviar',
    sessionOptions: 'Opciones de la sesión',
    leave: 'Salir',
    stay: 'Quedarme',
    leaveTitle: '¿Salir de esta sesión?',
    leaveText: 'Puedes volver mientras los dos la conservéis.',
    leaveTextEphemeral: 'Sus mensajes se borran aquí. Puedes volver mientras los dos la conservéis.',
    deleteSession: 'Eliminar sesión',
    deleteTitle: '¿Eliminar esta sesión?',
    deleteText:
      'Se borra aquí y en el servidor. Si la otra persona está conectada ahora, también se cierra para ella. No se puede deshacer.',
    keep: 'Conservar',
    noMessagesKept: 'Aún no hay nada dicho.',
    you: 'Tú',
    them: 'La otra persona',
    day: (at, now) => format.dayOr(at, now, 'Hoy'),
    closedComposer: 'Aquí ya no se puede enviar nada.',
    newSessionWith: (name) => `Nueva sesión con ${name ?? 'la otra persona'}`,
    status: {
      connecting: 'Conectando',
      securing: 'Asegurando',
      connected: 'Conectado',
      away: 'Ausente',
      offline: 'Sin conexión',
      closed: 'Cerrada',
    },
    trust: {
      imported: 'Verificada en otro teléfono, importada',
      verified: 'Verificada',
      unverified: 'Sin verificar',
      lost: 'Verifica de nuevo',
      disputed: 'Imágenes distintas',
    },
    safetyCheck: 'Control de seguridad',
    messageLifetime: 'Conservar los mensajes',
    lifetimeAsked: (name) => `La otra persona propone guardar los mensajes así: ${within(name)}.`,
    lifetimeDiffers: (name) => `El otro teléfono guarda los mensajes así: ${within(name)}. ¿Aquí también?`,
    accept: 'Aceptar',
    decline: 'Rechazar',
    lifetimeName: {
      0: 'Hasta que cierres Inviso',
      3600: `Durante ${hours(1)}`,
      86400: `Durante ${days(1)}`,
      604800: `Durante ${days(7)}`,
      2592000: `Durante ${days(30)}`,
    },
    lostText:
      'El otro teléfono ha vuelto sin los secretos de esta sesión, o alguien se hace pasar por él. Tus mensajes esperan hasta que decidas.',
    alarm: {
      title: (name) =>
        `Las imágenes son distintas. Puede que alguien esté entre ${name ?? 'la otra persona'} y tú.`,
      what: 'Tú y la otra persona visteis imágenes distintas. Así que alguien está entre los dos teléfonos, lo más probable con ayuda del servidor que os presentó. Dad por leído todo lo escrito en esta sesión.',
      done: 'La sesión está cerrada. Sus claves y mensajes se han borrado en este teléfono, y al otro se le ha dicho que pare.',
      stepsTitle: 'Qué hacer ahora',
      steps: [
        'Díselo a la otra persona en persona o por teléfono, no en otro chat de este servidor.',
        'Quedad y empezad otra sesión con un código QR, de pantalla a pantalla.',
        'Si vuelve a pasar, usad otro servidor.',
      ],
      understood: 'Entendido',
    },
    disputedText:
      'La otra persona dice que las imágenes del control de seguridad son distintas: puede que alguien esté entre vosotros. No se ha borrado nada, y de aquí no sale nada hasta que decidas.',
    sendAnyway: 'Seguir sin comprobar',
    coverNow: 'Tapar',
    hiddenMessage: 'Oculto. Mantén pulsado para leer',
    statusReconnecting: 'Reconectando',
    path: { direct: 'Directo', relayed: 'Por relé', server: 'Por el servidor' },
    sentence: {
      viaServer: 'Los mensajes pasan por el servidor, pero cifrados: no puede leerlos y no guarda ninguno.',
      noRelay:
        'En esta sesión ocultas tu dirección, pero el servidor no tiene ningún relé por el que pasar. Desactiva «Ocultar mi dirección», o pide un servidor TURN a quien lleva el servidor.',
      asleep: (since) =>
        `El otro teléfono duerme desde ${hour(since)}. Tu mensaje saldrá cuando los dos tengáis Inviso abierto.`,
      closedApp: (since) =>
        `La otra persona cerró Inviso a ${hour(since)}. Tu mensaje saldrá cuando los dos lo tengáis abierto.`,

      reconnecting: 'Buscando de nuevo el otro teléfono. Lo que escribas saldrá solo.',
      connecting: 'Buscando el camino hasta el otro teléfono.',
      stuck:
        'Las dos redes no os dejan llegar el uno al otro. Probad otra red en cualquiera de los lados; se sigue intentando. Quien lleva el servidor puede ayudar con un servidor TURN.',
      securing: 'Los dos teléfonos se demuestran quiénes son.',
      words: 'Esta invitación lleva dos palabras. Escríbelas para seguir.',
      theirWords: 'Falta que la otra persona escriba las palabras correctas.',
      noCrypto:
        'A este navegador le falta el cifrado que Inviso necesita, o lo hace mal. Desde aquí no se envía nada. Actualízalo o usa otro navegador.',
      version: 'Los dos teléfonos tienen versiones de Inviso que no se entienden. Actualizad las dos.',
      noMode:
        'Los dos teléfonos ya no tienen nada en común con lo que reconocerse. Empezad una nueva sesión.',
      notProven:
        'Ha respondido alguien que no pudo demostrar ser la otra persona. No se ha enviado nada. Se sigue intentando; si sigue así, empezad una nueva sesión con un enlace.',
      unsealed:
        'O el Inviso del otro teléfono es ahora más antiguo, o el servidor quita el cifrado a lo que los dos teléfonos se dicen para encontrarse. Sin cifrado no se acepta nada. Actualizad los dos; se sigue intentando.',
      notStored:
        'Saliste de esta sesión y este dispositivo no ha podido guardar que has vuelto. Libera algo de espacio; lo sigue intentando por sí solo.',
      wordsBurned:
        'Las palabras de esta invitación ya no valen: fueron incorrectas tres veces, o han pasado diez minutos. Empezad una nueva sesión.',
      mismatch:
        'Has dicho que las imágenes no coinciden: puede haber alguien entre vosotros. La sesión está cerrada, y sus claves y mensajes se han borrado aquí. Empezad otra con un enlace o un código QR.',
      theirMismatch:
        'La otra persona ha dicho que las imágenes no coinciden: puede haber alguien entre vosotros. La sesión está cerrada, y sus claves y mensajes se han borrado aquí. Empezad otra con un enlace o un código QR.',
      noKeys:
        'Esta sesión se creó antes de que Inviso pudiera demostrar quién está al otro lado. Empezad una nueva.',
      direct: 'Los mensajes van directamente de teléfono a teléfono.',
      relayed: 'Los mensajes pasan por un relé, que no puede leerlos.',
      left: (since) =>
        `La otra persona salió a ${hour(since)}. Tu mensaje saldrá cuando los dos tengáis abierta la sesión.`,
      lost: (since) =>
        `La otra persona está ausente desde ${hour(since)}. Tu mensaje saldrá cuando los dos tengáis Inviso abierto.`,
      notHereYet:
        'La otra persona aún no está aquí. Tu mensaje saldrá cuando los dos tengáis Inviso abierto.',
      network: 'Este dispositivo no tiene red. Seguirá por sí solo cuando la haya.',
      server: 'No se puede contactar con el servidor. Se sigue intentando automáticamente.',
      trouble: 'El servidor tiene problemas; se sigue intentando.',
      noWebrtc:
        'Este navegador no tiene WebRTC, así que no puede conectarse. Si el modo de aislamiento está activado, excluye este sitio en los ajustes de página de Safari; si no, prueba otro navegador.',
      roomUnknown:
        'El servidor ya no conoce esta sesión y por él no se llega a nadie. Aquí no se ha borrado nada, y se sigue preguntando. Si no cambia, empezad otra sesión.',
      roomGone:
        'El servidor ya no tiene esta sesión: uno de vosotros la eliminó, o pasó demasiado tiempo sin usarse.',
      roomDeleted:
        'La otra persona ha eliminado esta sesión, así que está cerrada. Empezad otra para volver a hablar.',
    },
    notice: {
      server_path_declined: 'Los mensajes ya no pasan por el servidor: uno de vosotros ha dicho que no.',
      gap: 'Aquí falta algo: el otro teléfono ha perdido mensajes que envió, y no puede enviarlos de nuevo.',
      not_same:
        'Los dos teléfonos no tenían los mismos mensajes. Lo que era distinto se ha enviado otra vez.',

      peer_left: 'La otra persona ha salido.',
      joined_again: 'La otra persona ha vuelto.',
      check_asked: 'La otra persona ha abierto el control de seguridad. Ábrelo tú también y comparad.',
      they_match: 'La otra persona dice que las imágenes coinciden.',
      wrong_words: 'Alguien ha intentado unirse con palabras equivocadas.',
      lifetime_changed: 'Os habéis puesto de acuerdo en cuánto se guardan los mensajes.',
      lifetime_declined: 'La otra persona ha rechazado la propuesta. Los mensajes se guardan como antes.',
      lifetime_not_kept:
        'No se ha podido guardar aquí cuánto tiempo se conservan los mensajes. Se os preguntará de nuevo en la próxima conexión.',
      close_not_kept:
        'Este dispositivo no ha podido guardar que esta sesión ha terminado. Libera algo de espacio y ábrela de nuevo.',
      lifetime_differs:
        'Los dos teléfonos no coinciden en cuánto tiempo se guardan los mensajes. Aquí no se ha cambiado nada.',
      not_understood: 'El Inviso de la otra persona no entiende un mensaje. Espera a que se actualice.',
      not_taken:
        'El otro teléfono no ha podido guardar un mensaje. Se enviará de nuevo en la próxima conexión.',
      unknown_message: 'Un mensaje que esta versión no puede mostrar.',
    },
    mark: {
      failed: 'No entregado',
      read: 'Leído',
      waiting: 'En espera',
      sent: 'Enviado',
      delivered: 'Entregado',
    },
    resend: 'Reenviar',
    actions: 'Acciones',
    reply: 'Responder',
    replyTo: (name) => `Respuesta a ${name ?? 'la otra persona'}`,
    replyToYou: 'Respuesta a ti',
    quoteGone: 'El mensaje ya no está aquí',
    notShown: 'Este mensaje no se puede mostrar.',
    removeHere: 'Eliminar para mí',
    removeTitle: '¿Eliminar este mensaje aquí?',
    removeText: 'Se borra solo en este teléfono. La otra persona conserva lo que tiene.',
    unsend: 'Anular envío',
    unsendBoth: 'Anular para los dos',
    unsendTitle: '¿Anular el envío de este mensaje?',
    unsendText:
      'Se borra aquí y se pide al otro teléfono que también lo borre. Puede que la otra persona ya lo haya leído o tenga una copia.',
    unsendWaitingText:
      'Aún no ha llegado. Se borra aquí y ya no se envía; si estuviera ya en camino, se pide al otro teléfono que también lo borre.',
    askedToUnsend: 'Anulación pedida',
    unsent: 'Envío anulado',
    reactions: 'Reacciones',
    reacted: (name: string, what: string) => `${name}: reacción, ${what}`,
    reaction: {
      heart: 'corazón',
      up: 'pulgar arriba',
      down: 'pulgar abajo',
      laugh: 'risa',
      wow: 'sorpresa',
      sad: 'tristeza',
    },
    same: 'Igual en los dos teléfonos',
    typing: 'Escribiendo…',
    olderFell: `Los mensajes más antiguos ya no están aquí: en una sesión caben ${number(5_000)}.`,
    relay: {
      possible: 'Hay otro camino: enviar por el servidor, igualmente cifrado. Hace falta el sí de los dos.',
      offer: 'Enviar por el servidor, cifrado',
      title: '¿Enviar por el servidor?',
      text: 'Tus mensajes siguen cifrados de extremo a extremo: el servidor no puede leerlos y no guarda ninguno. Pero los hace llegar, así que ve cuándo escribes y cuánto. Los dos debéis decir que sí, y cualquiera puede terminarlo.',
      yes: 'Enviar por el servidor',
      asking: 'Falta que la otra persona diga que sí a enviar por el servidor.',
      asked:
        'La otra persona quiere enviar por el servidor, igualmente cifrado, porque los teléfonos no se alcanzan. El servidor no puede leer tus mensajes, pero ve cuándo escribes y cuánto.',
      end: 'Dejar de enviar por el servidor',
    },
    hideAddress: 'Ocultar mi dirección',
    hideAddressText:
      'Los mensajes pasan entonces solo por un relé, para que la otra persona no conozca la dirección de red de este dispositivo.',
    hideAddressCost:
      'Cuesta algo de velocidad, y solo funciona donde el servidor tiene un relé. El servidor y el relé siguen viendo tu dirección. Al cambiarlo, la conexión se hace de nuevo.',
    hideAddressAsking: 'Preguntando al servidor si tiene un relé…',
    hideAddressNoRelay:
      'Este servidor no tiene relé: con la dirección oculta, el chat no podría conectarse. No se ha cambiado nada. Quien lleva el servidor puede añadir un servidor TURN.',
    hideAddressUnknown:
      'El servidor solo dice si tiene un relé cuando habéis estado los dos. No se ha cambiado nada. Inténtalo otra vez cuando estéis conectados.',
  },

  diagnosticsPhrases: {
    intro:
      'Cada parte se prueba una vez, aquí y ahora. Solo se pregunta a tu servidor, y a su relé si lo tiene.',
    checks: 'Pruebas',
    run: 'Hacer las pruebas',
    again: 'Repetir las pruebas',
    done: (bad) =>
      bad === 0
        ? 'Pruebas terminadas. Todo lo necesario funciona.'
        : `Pruebas terminadas. Fallos: ${number(bad)}; debajo de cada uno está lo que ayuda.`,
    failed: 'No se han podido cargar las pruebas. Revisa tu red.',
    check: {
      webrtc: 'WebRTC, para el enlace entre los teléfonos',
      turn: 'TURN, un relé para redes difíciles',
      server: 'El servidor responde',
      websocket: 'WebSocket, la conexión viva con el servidor',
      storage: 'Las sesiones se guardan en este dispositivo',
      files: 'Almacén de archivos',
      service_worker: 'Se abre sin red',
      installed: 'Instalado en este dispositivo',
      lockdown: 'Partes que apaga el modo de aislamiento',
    },
    verdict: {
      good: 'Funciona',
      bad: 'No funciona',
      absent: 'No',
      unknown: 'Sin probar',
      checking: 'Probando…',
    },
    fix: {
      webrtc:
        'El modo de aislamiento y algunos navegadores apagan WebRTC. Excluye este sitio o usa otro navegador.',
      turn: 'El servidor ofrece un relé, pero desde aquí no se llega a él. Prueba otra red o avisa a quien lleva el servidor.',
      server: 'Revisa tu red y después la dirección del servidor en Ajustes.',
      websocket: 'Algo entre tú y el servidor bloquea los WebSockets. Prueba otra red.',
      storage:
        'La navegación privada y el modo de aislamiento no guardan nada. Todo funciona, pero desaparece al cerrar la página.',
      files:
        'Aquí no se pueden guardar imágenes ni archivos. Recarga la página, libera espacio o actualiza este navegador.',
      service_worker: 'Carga la página otra vez. Puede que la navegación privada no lo permita.',
      installed: '',
      lockdown: '',
    },
    turnNotTold:
      'El servidor lo dice al conectar. Abre una sesión en la que esté la otra persona e inténtalo de nuevo.',
    turnNone: 'El servidor no ofrece ninguno. Dos redes estrictas quizá no se encuentren.',
    inTab:
      'Esto es una pestaña del navegador. Desde la pantalla de inicio se abre antes, y Safari no borra sus sesiones tras una semana sin usarlas.',
    kept: (persisted, used, quota) => {
      const promise = persisted
        ? 'El navegador ha prometido no borrarlo.'
        : 'El navegador puede borrarlo si se queda sin espacio.'
      return used === null || quota === null
        ? promise
        : `${promise} ${bytes(used)} de ${bytes(quota)} en uso.`
    },
    fileStore: {
      opfs: 'En el sistema de archivos del propio navegador (OPFS).',
      indexeddb: 'En la base de datos (IndexedDB): este navegador no tiene sistema de archivos para ello.',
      memory: 'Solo en memoria: este navegador no guarda archivos cuando se cierra la página.',
    },
    free: (free) => `${bytes(free)} libres.`,
    part: {
      RTCPeerConnection: 'WebRTC',
      indexedDB: 'IndexedDB',
      serviceWorker: 'service workers',
      caches: 'cachés',
      WebAssembly: 'WebAssembly',
      locks: 'Web Locks',
      PushManager: 'push',
    },
    missing: (names, insecure, bad) => {
      if (insecure)
        return `Falta: ${names}. Esta dirección no tiene https, y ahí los navegadores quitan partes.`
      return bad
        ? `Falta: ${names}. Si el modo de aislamiento está activo, excluye este sitio en los ajustes de la página de Safari.`
        : `Falta: ${names}. Inviso se arregla sin ello.`
    },
    troubles: 'Si algo no funciona',
    trouble: [
      {
        title: 'Se queda en «En espera»',
        text: 'La otra persona tiene que escribir las seis cifras antes de que caduquen, y entonces el chat se abre solo. Si ya han caducado, crea una sesión nueva: tiene cifras nuevas. Los dos necesitáis red, y el mismo servidor en Ajustes.',
      },
      {
        title: 'Se reconecta una y otra vez',
        text: 'Una red de uno de los lados corta los enlaces directos. Prueba wifi en vez de datos móviles o al revés, y apaga la VPN; un servidor con relé TURN ayuda con redes estrictas. Un teléfono que muestra otra app termina su enlace en segundos, así que tened Inviso a la vista los dos.',
      },
      {
        title: 'Un mensaje no se entrega',
        text: 'Sale solo cuando los dos tenéis Inviso abierto, y dice «Entregado» cuando el otro teléfono lo tiene. Hasta entonces espera en tu dispositivo; en una sesión efímera, solo hasta que salgas o cierres la página.',
      },
      {
        title: 'El código nunca se acepta',
        text: 'Un código sirve una vez y solo hasta que caduca, y los dos tenéis que usar el mismo servidor (Ajustes, Servidor). Tras muchos intentos fallidos desde una red, el servidor no deja probar a nadie de allí durante unos minutos. Pide un código nuevo, o el enlace.',
      },
      {
        title: 'La cubierta no se quita',
        text: 'Tócala una vez. Si no ayuda, cierra Inviso en el selector de apps y ábrelo de nuevo. Tus sesiones se conservan; los mensajes que solo duraban hasta cerrar Inviso se pierden.',
      },
    ],
    log: 'Registro',
    level: 'Mostrar',
    levels: { all: 'Todo', warn: 'Avisos', error: 'Errores' },
    filter: 'Filtro',
    verbose: 'Estadísticas detalladas de la conexión',
    verboseHint: 'Cada cinco segundos, sin direcciones. Se apaga al cargar la página de nuevo.',
    time: format.clock,
    levelName: { debug: 'Detalle', info: 'Suceso', warn: 'Aviso', error: 'Error' },
    noLog: 'Todavía no ha pasado nada.',
    noMatch: 'Nada del registro encaja.',
    earlier: (n) => `${number(n)} anteriores en el informe`,
    copyReport: 'Copiar informe',
    clearLog: 'Vaciar registro',
    cleared: 'Vaciado',
    reportHint:
      'El informe no tiene nombres, identificadores, códigos, direcciones ni mensajes. Léelo antes de compartirlo.',
  },
  safetyCheckPhrases: {
    verifiedBy: {
      link: (at) => `Verificada con el enlace de la invitación: ${format.dateTime(at)}.`,
      words: (at) => `Verificada con las palabras de la invitación: ${format.dateTime(at)}.`,
      sas: (at) => `Verificada comparando las imágenes: ${format.dateTime(at)}.`,
    },
    importedMeans:
      'Lo dice el archivo que importaste; en este teléfono nadie lo ha demostrado. Comparad una vez las imágenes y quedará verificada aquí también.',
    verifiedMeans:
      'Quien tenía el enlace, sabía las palabras o vio las mismas imágenes tiene la clave al otro lado. Sigue verificada en este teléfono, también después de cerrar Inviso.',
    unverified: 'Nadie ha demostrado aún quién está al otro lado.',
    unverifiedMeans:
      'El servidor que os presentó podría estar entre vosotros y leer los mensajes. Comparad las imágenes para averiguarlo.',
    lost: 'El otro teléfono ha vuelto sin los secretos de esta sesión.',
    lostMeans:
      'Pasa cuando se restauró un teléfono desde una copia, y cuando alguien ha robado su clave. Comparad las imágenes de abajo antes de seguir.',
    disputed: 'Detenida: la otra persona dice que las imágenes son distintas.',
    disputedMeans:
      'Puede que alguien esté entre vosotros y lea, o que haya pulsado el botón equivocado. De aquí no sale nada hasta que decidas, y no se ha borrado nada. Comparad otra vez por teléfono o en persona.',
    begin: 'Comparar imágenes',
    off: 'Para esto los dos tenéis que estar conectados. Sigue aquí cuando lo estéis.',
    waiting: 'Esperando a la otra persona: sigue en cuanto también ella abra el control.',
    notStored:
      'Este dispositivo no pudo guardar que empezaba un control, así que no se comparó nada. Libera espacio y abre el control otra vez.',
    compareTitle: (name) => `¿Ve ${name ?? 'la otra persona'} las mismas cinco, en este orden?`,
    compare: 'Llama, o mira la otra pantalla. No lo preguntes aquí.',
    pictures: 'Imágenes',
    digits: 'En cifras',
    match: 'Coinciden',
    differ: 'No coinciden',
    differTitle: '¿De verdad son distintas las imágenes?',
    differText:
      'Mira otra vez, las cinco y su orden. Si son distintas, alguien está entre vosotros: esta sesión se cierra y sus claves y mensajes se borran en este teléfono.',
    differSure: 'Son distintas: cerrar y borrar',
    lookAgain: 'Mirar otra vez',
    blocked:
      'Tres controles se cortaron antes de que pudieras responder. Puede que alguien esté interfiriendo. No te fíes de esta sesión; quedad en persona y empezad otra con un código QR.',
    limitsTitle: 'Lo que esto no puede hacer',
    limits: [
      'Quien sirve esta página podría servir otro programa. El control protege de un servidor en medio, no de una aplicación falsa.',
      'Un enlace es una llave: quien lo leyó antes de que la otra persona se uniera podría haberse unido en su lugar.',
      'Dice qué teléfono está al otro lado, no quién lo tiene ahora en la mano.',
      'No oculta que habláis: el servidor ve cuándo, y con una conexión directa la otra persona ve tu dirección de red.',
      'La otra persona puede guardar o pasar a otros lo que escribes.',
    ],
    emoji: [
      ...(['Perro', 'Gato', 'León', 'Caballo', 'Unicornio', 'Cerdo', 'Elefante', 'Conejo'] as const),
      ...(['Panda', 'Gallo', 'Pingüino', 'Tortuga', 'Pez', 'Pulpo', 'Mariposa', 'Flor'] as const),
      ...(['Árbol', 'Cactus', 'Seta', 'Globo terráqueo', 'Luna', 'Nube', 'Fuego', 'Plátano'] as const),
      ...(['Manzana', 'Fresa', 'Maíz', 'Pizza', 'Tarta', 'Corazón', 'Sonrisa', 'Robot'] as const),
      ...([
        'Sombrero',
        'Gafas',
        'Llave inglesa',
        'Papá Noel',
        'Pulgar arriba',
        'Paraguas',
        'Reloj de arena',
        'Despertador',
      ] as const),
      ...(['Regalo', 'Bombilla', 'Libro', 'Lápiz', 'Clip', 'Tijeras', 'Candado', 'Llave'] as const),
      ...(['Martillo', 'Teléfono', 'Bandera', 'Tren', 'Bicicleta', 'Avión', 'Cohete', 'Trofeo'] as const),
      ...([
        'Pelota',
        'Guitarra',
        'Trompeta',
        'Campana',
        'Ancla',
        'Auriculares',
        'Carpeta',
        'Chincheta',
      ] as const),
    ],

    lifetimeNow: (name) => `Ahora: ${within(name)}.`,
    lifetimeText:
      'Lo que elijas se propone a la otra persona, y vale en los dos teléfonos en cuanto acepte. Los mensajes guardados están cifrados en cada teléfono, y desaparecen cuando se acaba su tiempo.',
    lifetimePropose: 'Proponer',
    lifetimeWaits: (name) => `Has propuesto: ${within(name)}. Falta la respuesta de la otra persona.`,
    lifetimeLimits:
      'Los mensajes que aún no han llegado se guardan hasta que lleguen. Nadie puede hacer que la otra persona olvide lo que copió.',
  },

  appLockPhrases: {
    locked: 'Bloqueado',
    lockedText: 'Tus sesiones están cifradas en este dispositivo.',
    inviteWaits: 'Hay una invitación esperando. Se abrirá en cuanto desbloquees.',
    damaged:
      'Lo que hay guardado en este dispositivo ya no se puede leer. No se ha cambiado nada. Si sigue así, bórralo y empieza de nuevo.',
    unlockFace: 'Desbloquear con Face ID',
    passphrase: 'Frase de contraseña',
    unlock: 'Desbloquear',
    unlocking: 'Abriendo…',

    security: 'Seguridad',
    appLock: 'Bloqueo de la app',
    appLockOff:
      'Desactivado: tus sesiones están cifradas, pero la clave está a su lado. Quien pueda abrir este navegador, o tenga sus archivos, puede leerlas.',
    appLockOn: 'Activado: solo tu frase de contraseña, Face ID o la clave de recuperación abre tus sesiones.',
    setTitle: 'Elige una frase de contraseña',
    setText:
      'Si la olvidas, nadie podrá volver a abrir tus sesiones. Lo mejor son unas pocas palabras que solo tú juntarías.',
    repeat: 'Repite la frase de contraseña',
    set: 'Activar',
    setting: 'Cifrándolo todo de nuevo…',
    notSame: 'Las dos no son iguales.',
    offTitle: '¿Desactivar el bloqueo de la app?',
    turnOff: 'Desactivar',
    changePassphrase: 'Cambiar la frase de contraseña',
    oldPassphrase: 'Frase de contraseña actual',
    newPassphrase: 'Nueva frase de contraseña',
    change: 'Cambiar',
    changeText:
      'Todo se vuelve a cifrar con otra clave. Face ID y la clave de recuperación dejan de funcionar: configúralas de nuevo después.',
    changed: 'Cambiada',
    faceId: 'Face ID',
    faceHint: 'Usa una llave de acceso de este dispositivo; aparece como «Inviso» entre tus contraseñas.',
    faceUnavailable: 'Este navegador no tiene llaves de acceso propias.',
    faceAsking:
      'Tu dispositivo te pregunta tres o cuatro veces: una para crear la llave de acceso y después para probarla.',
    faceRemoveTitle: '¿Quitar Face ID?',
    faceRemoveText:
      'Ya no abre Inviso. Quien copió antes los archivos de este dispositivo y pueda usar aquí esa llave de acceso sigue abriendo lo guardado, también lo que venga después, salvo que todo se cifre de nuevo. Para eso hace falta la frase de contraseña; una clave de recuperación también deja de servir.',
    faceRemoveOnly: 'Solo quitar Face ID',
    sealAnew: 'Cifrarlo todo de nuevo',
    sealed: (done, all) => `${number(done)} de ${number(all)} cifrados de nuevo`,
    faceRemoved: 'La llave de acceso sigue entre tus contraseñas; elimínala allí.',
    lockAfter: 'Bloquear después de',
    after: { 0: 'Al instante', 1: minutes(1), 5: minutes(5), 15: minutes(15) },
    afterHint:
      'Se bloquea si Inviso pasa ese tiempo sin verse o sin que lo toques. «Al instante» también bloquea tras cinco minutos sin tocarlo.',
    lockNow: 'Bloquear ahora',
    recoveryMake: 'Crear una clave de recuperación',
    recoveryAgain: 'Crear otra; la anterior deja de servir',
    recoveryText:
      'Anótala ahora; se muestra una sola vez. Abre tus sesiones igual que la frase de contraseña.',
    limits:
      'Mientras está desbloqueado, la clave está en la memoria de este dispositivo. iOS toma una imagen para el selector de apps antes de que una app web se entere. Lo que el navegador guardó alguna vez sin cifrar puede seguir en sus archivos hasta que se escriba encima.',
    strength: {
      none: '',
      weak: 'Débil: un ordenador rápido la encuentra en horas.',
      fair: 'Media: un ordenador rápido necesita meses.',
      good: 'Buena: fuera del alcance de cualquiera que conozcamos.',
    },
    showSigns: 'Indicar escritura y lectura',
    showSignsHint: 'La escritura y la lectura solo se indican si los dos lo tenéis activado.',
    coverOnBlur: 'Tapar cuando otra ventana está delante',
    coverOnBlurHint: 'En un teléfono, siempre.',
    hideMessages: 'Ocultar mensajes hasta mantenerlos pulsados',
    hideHint: 'Los mensajes ocultos se leen manteniéndolos pulsados.',
    failure: {
      passphrase_wrong: (waitMs) =>
        waitMs > 0
          ? `Esta no es la frase de contraseña. Inténtalo de nuevo en ${seconds(Math.ceil(waitMs / 1_000))}.`
          : 'Esta no es la frase de contraseña.',
      passphrase_empty: 'Escribe una frase de contraseña.',
      passkey_cancelled: 'No se ha usado Face ID. Inténtalo de nuevo, o escribe la frase de contraseña.',
      passkey_unavailable:
        'La llave de acceso ya no está en este dispositivo. Escribe la frase de contraseña.',
      passkey_no_prf:
        'Las llaves de acceso de este navegador no pueden guardar una clave. Se sigue entrando con la frase de contraseña.',
      passkey_server:
        'Face ID necesita aquí el servidor, y no se puede contactar con él. Escribe la frase de contraseña.',
      passkey_refused:
        'El servidor no ha aceptado este Face ID. Escribe la frase de contraseña y configura Face ID de nuevo.',
      lock_damaged:
        'No se ha podido hacer ahora. Escribe otra vez la frase de contraseña, o recarga la página.',
      storage_failed: 'Este dispositivo no ha podido guardarlo. No se ha cambiado nada.',
    },

    eraseAll: 'Borrar todos los datos',
    eraseTitle: '¿Borrar todos los datos?',
    eraseText:
      'Se borran todas las sesiones y todo lo que hay en este dispositivo, y se avisa al servidor para que las olvide. No se puede deshacer.',
    eraseTextLocked:
      'Se borran todas las sesiones y todo lo que hay en este dispositivo. Desde aquí no se puede avisar al servidor; olvida por sí solo las sesiones sin usar. No se puede deshacer.',
    erase: 'Borrar',
    eraseWord: 'borrar',
    eraseType: 'Escribe «borrar» para confirmar',
    eraseUntold:
      'Estaba bloqueado, así que no se pudo decir al servidor qué sesiones eran tuyas. Olvida por sí solo las que no se usan al cabo de 30 días.',
    auditTitle: 'Lo que este teléfono aún sabe',
    audit: {
      files: 'Archivos',
      databases: 'Bases de datos',
      caches: 'Cachés',
      workers: 'Procesos en segundo plano',
      local: 'Almacenamiento local',
      session: 'Almacenamiento de sesión',
      cookies: 'Cookies',
    },
    auditTotal: 'En total',
    auditUnseen:
      'Lo que una página web no puede ver: una llave de acceso llamada Inviso entre tus contraseñas, copias en una copia de seguridad de este teléfono y la dirección de esta página en el historial del navegador.',
    startAnew: 'Empezar de nuevo',
    serverExample: 'chat.example.org',
    serverHolds: 'Lo que tiene ahora',
    serverHoldsText: 'Preguntado al servidor ahora mismo, palabra por palabra.',
    serverHoldsNothing: 'Nada',
    erasing: 'Borrando…',
    erased: 'Todo está borrado.',
    erasePurgesLeft: (n) =>
      `${count(n, untold)} las que no se usan las olvida por sí solo al cabo de 30 días.`,
    eraseStoresLeft:
      'No se ha podido vaciar una parte de lo que guarda este navegador. Borra los datos de este sitio en los ajustes del navegador.',

    exportSessions: 'Exportar sesiones',
    importSessions: 'Importar sesiones',
    exportText:
      'Todas las sesiones con sus claves, y sin mensajes, en un archivo cifrado con esta frase de contraseña. Quien tenga el archivo y la frase puede ocupar tu lugar.',
    exportShown: 'Se muestra para que veas cualquier error: sin ella nadie puede abrir el archivo.',
    importText: 'Elige un archivo exportado por Inviso y escribe su frase de contraseña.',
    exportGo: 'Exportar',
    importGo: 'Importar',
    file: 'Archivo',
    sealing: 'Cifrando…',
    opening: 'Abriendo…',
    fileMissing: 'Primero elige un archivo.',
    imported: (added, known) =>
      known === 0 ? `${count(added, imported)}.` : `${count(added, imported)}; ${count(known, hereAlready)}.`,
    copies: 'Si se usan dos copias, la que se queda atrás tiene que verificarse de nuevo.',
    transferFailure: {
      passphrase_empty: 'Escribe una frase de contraseña.',
      file_unknown: 'Este no es un archivo exportado por Inviso. No se ha cambiado nada.',
      file_cut:
        'A este archivo le falta el final: está cortado. Cópialo otra vez o expórtalo de nuevo. No se ha cambiado nada.',
      file_newer:
        'Este archivo viene de una versión más nueva de Inviso. Actualiza e inténtalo de nuevo. No se ha cambiado nada.',
      file_damaged: 'Este archivo está dañado. No se ha cambiado nada.',
      file_wrong_passphrase: 'Esta no es la frase de contraseña del archivo. No se ha cambiado nada.',
      too_many_sessions: 'Habría demasiadas sesiones en este dispositivo. No se ha cambiado nada.',
      storage_failed: 'Este dispositivo no ha podido hacerlo ahora. No se ha cambiado nada.',
    },
  },
  invitePhrases: {
    nameHint: 'Solo tú ves este nombre.',
    ephemeral: 'Efímera',
    ephemeralHint: 'Al salir se borran sus mensajes, también los que aún esperan',
    addWords: 'Añadir dos palabras',
    addWordsHint: 'Quien tiene cifras y palabras queda verificado al momento',
    expiresIn: 'El código caduca en',
    keepMessages: 'Conservar los mensajes',
    keepHint: 'Vale en los dos teléfonos en cuanto la otra persona acepte.',
    keepFor: {
      0: 'Hasta que cierres Inviso',
      3600: '1 hora',
      86400: '1 día',
      604800: '7 días',
      2592000: '30 días',
    },
    duration: { 60: minutes(1), 300: minutes(5), 3600: hours(1), 43200: hours(12), 86400: hours(24) },
    create: 'Crear',
    creating: 'Pidiendo un código al servidor…',
    readDigits: 'Léele estas seis cifras a la otra persona. El chat se abre cuando se una.',
    readWords: 'Léele las cifras y las dos palabras a la otra persona. El chat se abre cuando se una.',
    readTo: (name) => `Léeselo a ${name}. El chat se abre cuando se una.`,
    linkProves:
      'Quien se une por el enlace o el código QR queda verificado al momento. Envía el enlace solo a esa persona.',
    timeLeft: (ms) => `Quedan ${format.countdown(ms)}`,
    timeOver: 'Se acabó el tiempo; preguntando al servidor si alguien se ha unido…',
    inviteExpired: 'Nadie se ha unido. Un código nuevo ocupa su lugar; la sesión se queda.',
    newCode: 'Código nuevo',
    ranOut: 'Este código ha caducado',
    copyLink: 'Copiar enlace',
    share: 'Compartir',
    shareText: 'Únete a mí en Inviso',
    done: 'Listo',
    qrName: 'Código QR del enlace de invitación',
    joinCode: 'Código',
    joinHint: 'Seis cifras, o pega el enlace entero.',
    linkExpired: 'Esta invitación ha caducado o la han retirado. Pide una nueva.',
    secretLost:
      'La prueba de este enlace se perdió por el camino, así que este chat no quedaría verificado. Pide que te envíen el enlace otra vez, o toca «Unirse» y comparad las imágenes después.',
    whatThisIs:
      'Inviso es un chat privado entre dos personas: los mensajes van de un teléfono al otro, cifrados de extremo a extremo, y ningún servidor los guarda. No necesitas cuenta ni instalar nada.',
    joinVerified: 'Esta invitación trae su propia prueba: el chat quedará verificado.',
    words: 'Palabras',
    wordsHint: 'Las dos palabras que te leen. Prueban quién está ahí, así que el chat empieza verificado.',
    wordsWrong: (left) =>
      left > 0
        ? `Estas no son las palabras de esta invitación. ${count(left, triesLeft)}`
        : 'Estas no son las palabras de esta invitación.',
    scan: 'Escanear código QR',
    scanHint: 'Pon la cámara sobre el código de la otra pantalla.',
    scanWhy:
      'La cámara lee el código aquí, en este dispositivo. No se guarda ni se envía ninguna imagen. Tu teléfono te preguntará ahora.',
    scanUse: 'Usar la cámara',
    scanStarting: 'Iniciando la cámara…',
    scanFailed: {
      denied:
        'La cámara no está permitida. Permítela para este sitio en los ajustes del navegador, o escribe las cifras.',
      no_camera: 'Aquí no hay cámara. Escribe las cifras o pega el enlace.',
      no_wasm:
        'Este navegador no puede leer códigos QR aquí (quizá el modo de aislamiento esté activado). Escribe las cifras o pega el enlace.',
    },
    scanNothing: 'Es un código QR, pero no una invitación de Inviso.',
    paste: 'Pegar',
    notPasted: 'Este navegador no ha entregado el portapapeles. Mantén pulsado el campo y elige Pegar.',
    nothingToPaste: 'No hay ningún código en lo que has copiado.',
    joining: 'Preguntando al servidor…',
    nameThis: 'Pon nombre a este chat',
    nameIdeas: ['Amigos', 'Familia', 'Trabajo'],
    connecting: 'Buscando el otro teléfono…',
    arrivedTitle: 'Tienes una invitación',
    arrivedText: 'Esta invitación aún no se ha usado. Ábrela donde guardas tus sesiones.',
    arrivedApp:
      'Si Inviso está en tu pantalla de inicio: copia la invitación, abre Inviso allí, toca Unirse y luego Pegar.',
    continueHere: 'Seguir aquí',
    copyInvite: 'Copiar invitación',
  },
  failurePhrases: {
    failure: {
      code_malformed: 'Un código tiene seis cifras. Revisa lo que has escrito.',
      code_unknown: 'Este código es incorrecto o ha caducado. Revisa las cifras o pide otro código.',
      code_used: 'Alguien ya ha usado este código. Pide otro.',
      own_code: 'Este es tu propio código. La otra persona se une con él en su teléfono.',
      too_many_requests: (ms) =>
        `Demasiados intentos desde tu red. Inténtalo de nuevo en ${format.wait(ms)}.`,
      server_unreachable:
        'No se puede contactar con el servidor. Revisa tu red e inténtalo de nuevo; no se ha perdido nada.',
      server_refused: 'El servidor no ha podido hacerlo ahora. Inténtalo de nuevo en un momento.',
      server_trouble:
        'El servidor tiene problemas y reintentarlo aún no ha servido. Inténtalo de nuevo en un momento; no se ha perdido nada.',
      server_address_malformed:
        'Esta no es la dirección de un servidor. Tiene este aspecto: chat.example.org, y necesita https.',
      server_not_inviso: 'En esta dirección no funciona ningún Inviso. Se sigue usando el servidor de antes.',
      too_many_sessions: 'Hay demasiadas sesiones en este dispositivo. Elimina una que ya no necesites.',
      storage_failed: 'Este dispositivo no ha podido guardarlo. Libera espacio e inténtalo de nuevo.',
      name_too_long: 'Este nombre es demasiado largo; caben 60 caracteres.',
      text_too_long: `Este mensaje es demasiado largo; caben unos ${number(64_000)} caracteres. Envíalo por partes.`,
      words_unknown: 'Revisa las palabras: son dos, y estas no están en la lista de la que salen.',
      outbox_full: 'Hay demasiados mensajes esperando. Saldrán cuando los dos tengáis Inviso abierto.',
    },
  },
  nudgePhrases: {
    notification: { waiting: 'Alguien te espera.', accepted: 'Tu código fue aceptado.' },
    offer: '¿Avisaros cuando uno no esté?',
    title: 'Avisaros',
    ringThisPhone: 'Avisar en este teléfono',
    what: (name) =>
      `Cuando ${name ?? 'la otra persona'} escriba y tú no estés, este teléfono puede avisarte. La notificación solo dice que alguien espera: ni nombre ni texto. Apple, Google, Microsoft o Mozilla la lleva y sabe que este teléfono recibió un aviso, y cuándo. ${name === null ? 'El otro teléfono' : `El teléfono de ${name}`} guarda para ello un tique durante siete días.`,
    both: (name) =>
      `Para avisar al ${name === null ? 'otro teléfono' : `teléfono de ${name}`}, hay que activarlo también allí. Se puede avisar a un teléfono en cuanto los dos hayáis tenido Inviso abierto después de eso.`,
    whenAccepted:
      'También avisa cuando se acepta tu código mientras Inviso está cerrado. Para ello el servidor guarda un tique sellado con el código, hasta que alguien lo acepte o caduque.',
    ringsWhenAccepted: 'Este teléfono avisa cuando se acepta tu código.',
    code: 'Con los avisos activados, quien lleva el servidor puede hacer que se ejecute código en este teléfono mientras Inviso está cerrado. Se recomienda el bloqueo de la app.',
    shared:
      'Este navegador tiene una sola dirección para todas tus sesiones, así que el servicio que lleva los avisos puede saber que son de un mismo teléfono.',
    turnOn: 'Activar',
    turnedOn: 'Este teléfono ya puede avisar.',
    notNow: 'Ahora no',
    working: 'Preguntando al navegador…',
    ring: 'Avisar',
    ringing: 'Avisando…',
    rang: (mark, at) => `${mark} · avisado ${format.time(at)}`,
    answer: {
      rang: (name) => (name === null ? 'Se avisó al otro teléfono.' : `Se avisó al teléfono de ${name}.`),
      gone: (name) =>
        name === null
          ? 'El otro teléfono no recibe avisos ahora.'
          : `El teléfono de ${name} no recibe avisos ahora.`,
      refused: (name) =>
        name === null
          ? 'Este servidor no puede avisar al otro teléfono.'
          : `Este servidor no puede avisar al teléfono de ${name}.`,
      later: (at) => `Se puede avisar otra vez a ${hour(format.time(at))}.`,
      unreachable: 'No se puede llegar al servidor, así que no se avisó.',
    },
    failure: {
      not_installed: 'Los avisos funcionan en la app instalada. Añade Inviso a la pantalla de inicio.',
      absent:
        'Este navegador no puede avisar. En modo de aislamiento, o sin push, nada le llega mientras está cerrado.',
      denied:
        'Las notificaciones de Inviso están desactivadas. Permítelas en los ajustes de este navegador o dispositivo; en un iPhone: Ajustes → Notificaciones → Inviso.',
      not_answered:
        'El navegador preguntó y no recibió respuesta; no se activó nada. Inténtalo de nuevo y permítelo.',
      push_failed: 'El servicio push de este navegador no respondió. Comprueba tu red e inténtalo de nuevo.',
      server_does_not_ring: 'Este servidor no avisa.',
      server_unreachable: 'No se puede llegar al servidor. Comprueba tu red e inténtalo de nuevo.',
      server_refused:
        'El servidor no lo ha aceptado ahora. Inténtalo de nuevo en un minuto; si sigue así, comprueba el reloj de este dispositivo.',
      too_many: `${number(32)} sesiones pueden avisar a este teléfono. Desactiva otra.`,
      storage_failed: 'Este dispositivo no pudo guardarlo. Libera espacio e inténtalo de nuevo.',
    },
    lost: 'Este teléfono dejó de avisar.',
    turnOnAgain: 'Activar de nuevo',
    notifications: 'Notificaciones',
    pageText: 'Una sesión solo avisa en este teléfono donde lo activaste. La notificación no nombra a nadie.',
    none: 'Ninguna sesión avisa en este teléfono. Una sesión lo ofrece cuando un mensaje espera; también está en sus opciones.',
    since: (at) => `Avisa desde el ${format.day(at)}`,
    sessionLost: 'Dejó de avisar',
    oldest: (since, now) =>
      `La suscripción más antigua tiene ${days(Math.max(0, Math.floor((now - since) / DAY_MS)))}.`,
    testTitle: 'Avisos',
    test: 'Avisar a este teléfono ahora',
    testText: 'Se hace una suscripción solo para esta prueba, se avisa a través de tu servidor y se termina.',
    step: {
      permission: 'Preguntando si se permiten las notificaciones…',
      server: 'Pidiendo sus claves al servidor…',
      subscription: 'Suscribiendo en el servicio push…',
      ring: 'Avisando a través del servidor…',
      arrival: 'Esperando el aviso…',
    },
    stepFailed: {
      permission: 'Aquí no se permiten las notificaciones. Permítelas para Inviso e inténtalo de nuevo.',
      server: 'Este servidor no avisa, o no se puede llegar a él.',
      subscription:
        'El servicio push de este navegador no dio una suscripción. Comprueba tu red e inténtalo de nuevo.',
      ring: 'El servidor no pudo avisar: el servicio push se negó o no respondió. Inténtalo más tarde, o díselo a quien lleva el servidor.',
      arrival: `El servicio push aceptó el aviso, pero Inviso no supo nada de él en ${seconds(20)}. Si llegó una notificación, funcionó: Safari la muestra sin decírselo a Inviso. Un teléfono que ahorra energía puede mostrarla más tarde.`,
    },
    testGood: 'Funcionó: el aviso llegó.',
  },
  conversationPhrases: {
    details: 'Detalles',
    since: (time) => `desde ${hour(time)}`,
    youProposed: (name) => `Has propuesto: ${within(name)}. La otra persona aún no ha respondido.`,
    lifetimeBoth: 'Cuánto se guardan los mensajes, en los dos teléfonos',
    nowKept: (name) => `Los mensajes se guardan ahora: ${within(name)}.`,
    messages: (n) => count(n, { one: '# mensaje', many: '# de mensajes', other: '# mensajes' }),
    identity: 'Identidad',
    identityText: 'Creada solo para esta sesión',
    on: 'Activado',
    off: 'Desactivado',
    isItReally: (name) => (name === null ? '¿Es de verdad quien crees?' : `¿Es de verdad ${name}?`),
    isItReallyText:
      'Las seis cifras no lo demuestran. Comparad cinco imágenes por teléfono o lado a lado; lleva medio minuto.',
    unread: 'Nuevos',
    toLatest: 'Al último mensaje',
    goBack: 'Volver adonde estabas',
    notKept: 'Los mensajes anteriores no se guardaron en este teléfono',
    notKeptText: 'Solo duraban hasta cerrar Inviso. Puede que el otro teléfono todavía los muestre.',
    keepFromNow: 'Guardar los mensajes desde ahora…',
    offerText: 'Lo que se dice aquí desaparece de este teléfono al cerrar Inviso.',
    selectText: 'Seleccionar texto',
    search: 'Buscar',
    searchMessages: 'Buscar en los mensajes',
    matchAt: (at, of) => `${number(at)} de ${number(of)}`,
    nothingFound: 'Sin resultados',
    earlierMatch: 'Resultado anterior',
    laterMatch: 'Resultado siguiente',
    endSearch: 'Terminar la búsqueda',
    edit: 'Editar',
    editing: 'Editando',
    edited: 'editado',
    earlierTexts: 'Versiones anteriores',
    earlierGone: 'Lo que decía antes no se guardó en este teléfono.',
    editOver:
      'Este mensaje ya no se puede cambiar: solo se puede el último tuyo, durante 15 minutos y diez veces.',
    notUnderstood: 'El Inviso de la otra persona es demasiado antiguo para esto. Hay que actualizarlo.',
    react: 'Reaccionar',
    moreReactions: 'Otro emoji',
    emoji: 'Emoji',
    oneEmoji: 'Un emoji',
    notOneEmoji: 'Aquí solo cabe un emoji.',
    findEmoji: 'Buscar un emoji (en inglés)',
    noEmoji: 'No se encontró ningún emoji',
    recentEmoji: 'Usados hace poco',
    emojiGroup: {
      smileys: 'Caras',
      people: 'Personas',
      nature: 'Naturaleza',
      food: 'Comida',
      activities: 'Actividades',
      travel: 'Viajes',
      objects: 'Objetos',
      symbols: 'Símbolos',
    },
    signsOffer: '¿Mostraros cuándo escribís y habéis leído?',
    turnOn: 'Activar',
  },
  attachmentPhrases: {
    attach: 'Adjuntar',
    location: 'Ubicación',
    sendWhereYouAre: 'Enviar dónde estás',
    howExact: 'Con qué exactitud',
    exactness: { exact: 'Exacta', km1: 'Aprox. 1 km', km10: 'Aprox. 10 km' },
    whatIsSent:
      'La otra persona recibe estos números y nada más, sellados como cada mensaje. No se carga ningún mapa.',
    rounded: 'Se redondean en este teléfono antes de guardar o enviar nada.',
    exactShows: 'Pueden mostrar el edificio en el que estás.',
    browserAsks:
      'Para saber dónde estás, este navegador puede preguntar al servicio de ubicación de su fabricante, que entonces también lo sabe.',
    findingOut: 'Averiguando dónde estás…',
    within: (metres) => `Con una precisión de ${format.distance(metres)}`,
    unverified: 'La otra persona está sin verificar: alguien en medio podría ver dónde estás.',
    notOffered: {
      not_met: 'Se puede enviar una ubicación cuando os hayáis conectado aquí una vez.',
      undecided:
        'No es seguro quién está al otro lado. Podrás enviar una ubicación cuando hayas decidido sobre eso.',
      too_old: 'El Inviso de la otra persona es demasiado antiguo para ubicaciones. Hay que actualizarlo.',
    },
    locationFailed: {
      denied:
        'Inviso no puede saber dónde estás. Permítelo para esta página en los ajustes de este navegador; en un iPhone también: Ajustes → Privacidad y seguridad → Localización → Sitios web de Safari.',
      unavailable:
        'Este dispositivo no puede decir ahora dónde está. Activa su ubicación o inténtalo de nuevo al aire libre.',
      timeout: 'No se encontró en diez segundos. Inténtalo de nuevo, al aire libre si puedes.',
      insecure: 'Esta página llegó sin cifrado (http), así que el navegador no dice dónde estás.',
      missing: 'Este navegador no puede decir dónde estás.',
      stale:
        'Ha pasado un minuto desde que se encontró este lugar. Inténtalo de nuevo para enviar dónde estás ahora.',
      vague: 'Este dispositivo solo sabe muy por encima dónde está, así que no hay nada que enviar.',
    },
    openInMaps: 'Abrir en Mapas',
    mapLearns: {
      apple: 'Apple sabrá entonces este lugar.',
      android: 'Tu app de mapas sabrá entonces este lugar.',
      web: 'OpenStreetMap sabrá entonces este lugar.',
    },
  },
}

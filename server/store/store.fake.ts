/** A wrapper around a store that delays or fails calls as a test asks. */
import type { Store } from './store.ts'

/** Runs `before` ahead of every call that needs the database; what it throws, the call rejects with. */
export function wrapStore(store: Store, before: (method: keyof Store) => void | Promise<void>): Store {
  const wrap =
    <A extends unknown[], R>(method: keyof Store, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await before(method)
      return call(...args)
    }
  return {
    createInvite: wrap('createInvite', store.createInvite),
    acceptInvite: wrap('acceptInvite', store.acceptInvite),
    checkInvite: wrap('checkInvite', store.checkInvite),
    room: wrap('room', store.room),
    enterRoom: wrap('enterRoom', store.enterRoom),
    hostEntered: wrap('hostEntered', store.hostEntered),
    noteUse: wrap('noteUse', store.noteUse),
    proveSeat: wrap('proveSeat', store.proveSeat),
    deleteRoom: wrap('deleteRoom', store.deleteRoom),
    purge: wrap('purge', store.purge),
    sweep: wrap('sweep', store.sweep),
    roomTime: wrap('roomTime', store.roomTime),
    noteRoomTime: wrap('noteRoomTime', store.noteRoomTime),
    keepsWrites: store.keepsWrites,
    close: store.close,
  }
}

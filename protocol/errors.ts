/** Every error code on the wire, as closed unions. */

/** Why a passkey was refused. `challenge_expired` also covers challenges from before the server's last start. */
export const PASSKEY_ERRORS = [
  'invalid_blob',
  'invalid_credential',
  'challenge_expired',
  'challenge_used',
  'not_verified',
  'counter_went_back',
] as const
export type PasskeyError = (typeof PASSKEY_ERRORS)[number]

/** `error` of a REST answer. `missing_*` and `invalid_*` name the field. */
export const REST_ERRORS = [
  'missing_joinid',
  'missing_expiresInSeconds',
  'missing_client1',
  'missing_client2',
  'missing_roomid',
  'invalid_joinid',
  'invalid_expiresInSeconds',
  'invalid_client1',
  'invalid_client2',
  'invalid_roomid',
  'missing_deviceId',
  'invalid_deviceId',
  'invalid_retryKey',
  'invalid_work',
  'invalid_json',
  'empty_deviceIds_array',
  'invalid_device_ids',
  'missing_deviceIds_or_deviceId',
  'conflict',
  'not_found_or_expired',
  'not_found',
  'too_many_requests',
  'too_large',
  'method_not_allowed',
  /** The request's host is not a valid host name (RFC 9112 section 3.2). */
  'invalid_host',
  /** The server has trouble of its own, such as a database that is locked or a full disk: ask again in a moment. */
  'unavailable',
  'missing_blob',
  'missing_credential',
  'missing_ticket',
  /** No ticket that this server can open and use: another one is needed. */
  'invalid_ticket',
  'invalid_now',
  /** The ticket has run out, or the key that opens it is gone: a new one is needed. */
  'ticket_expired',
  'forbidden_origin',
  'prf_must_not_be_sent',
  ...PASSKEY_ERRORS,
] as const
export type RestError = (typeof REST_ERRORS)[number]

/** `code` of a WebSocket `error`. */
export const SIGNAL_ERRORS = [
  'invalid',
  'too_large',
  'rate_limited',
  'room_not_found',
  'not_a_member',
  'not_ready',
  'invite_not_found',
  'too_many_sockets',
  /** Both members must have agreed to sealed frames through the server. */
  'relay_not_agreed',
  /** The operator has turned the relay off. */
  'relay_off',
  /** The server has trouble of its own, such as a database that is locked or a full disk: ask again in a moment. */
  'unavailable',
] as const
export type SignalError = (typeof SIGNAL_ERRORS)[number]

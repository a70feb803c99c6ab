/** Every error word the wire knows, as closed unions. */

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
  'invalid_retryKey',
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
  'unavailable',
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
] as const
export type SignalError = (typeof SIGNAL_ERRORS)[number]

/** Reads the certificate and key files and checks them together, so that the start names the faulty one. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { err, ok, type Result } from '../base/result.ts'

export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

function attempt<T>(act: () => T, otherwise: string): Result<T, string> {
  try {
    return ok(act())
  } catch {
    return err(otherwise)
  }
}

/** Reads and checks both PEM files. The error is one sentence for the person who starts the server. */
export function readTlsFiles(certPath: string, keyPath: string): Result<TlsFiles, string> {
  const read = (name: string, path: string): Result<string, string> =>
    attempt(() => readFileSync(path, 'utf8'), `${name} names the file "${path}", which cannot be read.`)
  const cert = read('TLS_CERT', certPath)
  if (!cert.ok) return cert
  const key = read('TLS_KEY', keyPath)
  if (!key.ok) return key
  const certificate = attempt(
    () => new X509Certificate(cert.value),
    `TLS_CERT names the file "${certPath}", which holds no certificate in PEM.`,
  )
  if (!certificate.ok) return certificate
  const privateKey = attempt<KeyObject>(
    () => createPrivateKey(key.value),
    `TLS_KEY names the file "${keyPath}", which holds no private key in PEM without a passphrase.`,
  )
  if (!privateKey.ok) return privateKey
  if (!certificate.value.checkPrivateKey(privateKey.value))
    return err(`TLS_KEY ("${keyPath}") is not the key of the certificate in TLS_CERT ("${certPath}").`)
  return ok({ cert: cert.value, key: key.value })
}

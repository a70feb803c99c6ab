/** Face ID: with PRF it yields a key, without PRF half of one with the server's share, and never only a confirmation. */
import { rmSync } from 'node:fs'
import { createTestServer } from '../../harness/networks/test-server.ts'
import { type Authenticator, PASSPHRASE } from '../../harness/people/app-lock.ts'
import { expect, openApp, type Person, test } from '../../harness/people/person.ts'

/** Sets up Face ID without PRF, unlocks once, and locks. */
async function lockedWithShare(page: Person): Promise<Authenticator> {
  const authenticator = await page.lock.addAuthenticator({ hasPrf: false })
  await page.invite({ name: 'Kept' })
  await page.getByRole('button', { name: 'Done' }).click()
  await page.lock.turnOn()
  await page.lock.faceSwitch().click()
  await expect(page.lock.faceSwitch()).toBeChecked()
  await page.getByRole('button', { name: 'Lock now' }).click()
  await expect(page.getByText('Kept')).toBeVisible()
  await page.openSettings()
  return authenticator
}

test('Face ID opens by itself, then by its button; when it is cancelled or removed the passphrase opens', {
  tag: '@ios',
}, async ({ person }) => {
  const anna = await person()
  const { cdp, id } = await anna.lock.addAuthenticator()
  // Some versions of Safari crash when a credential is converted to JSON, so make that throw.
  await anna.evaluate(() => {
    PublicKeyCredential.prototype.toJSON = () => {
      throw new Error('toJSON')
    }
  })
  await anna.invite({ name: 'Kept' })
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.lock.turnOn()
  await anna.lock.faceSwitch().click()
  await expect(anna.lock.faceSwitch()).toBeChecked()
  await anna.getByRole('button', { name: 'Lock now' }).click()
  await expect(anna.getByText('Kept')).toBeVisible()
  await anna.openSettings()
  // The person cancels the first prompt; it is not repeated automatically.
  await anna.evaluate(() => {
    const { credentials } = navigator
    const get = credentials.get.bind(credentials)
    let refused = false
    credentials.get = (options) => {
      if (refused) return get(options)
      refused = true
      return Promise.reject(new DOMException('no', 'NotAllowedError'))
    }
  })
  await anna.lock.lockNow()
  await expect(anna.getByRole('textbox', { name: 'Passphrase' })).toBeVisible()
  await anna.getByRole('button', { name: 'Unlock with Face ID' }).click()
  await expect(anna.getByText('Kept')).toBeVisible()
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId: id })
  await anna.openSettings()
  await anna.getByRole('button', { name: 'Lock now' }).click()
  await expect(anna.getByRole('heading', { name: 'Locked' })).toBeVisible()
  await anna.lock.unlock()
  await expect(anna.getByText('Kept')).toBeVisible()
})

test('without PRF the server verifies the passkey and returns its share; without the server the passphrase opens', async ({
  person,
  server,
}) => {
  const anna = await person()
  await anna.lock.addAuthenticator({ hasPrf: false })
  await anna.invite({ name: 'Kept' })
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.lock.turnOn()
  await anna.lock.faceSwitch().click()
  await expect(anna.lock.faceSwitch()).toBeChecked()
  expect(await anna.lock.waysIn()).toEqual(['pass', 'shared'])
  for (let round = 0; round < 2; round += 1) {
    await anna.getByRole('button', { name: 'Lock now' }).click()
    await expect(anna.getByText('Kept')).toBeVisible()
    await anna.openSettings()
  }
  // Also after a restart of the server, which stores only the key file beside its database.
  await server.stop()
  await server.start()
  await anna.getByRole('button', { name: 'Lock now' }).click()
  await expect(anna.getByText('Kept')).toBeVisible()
  await anna.openSettings()
  await server.stop()
  await anna.getByRole('button', { name: 'Lock now' }).click()
  await expect(anna.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible({
    timeout: 20_000,
  })
  await anna.lock.unlock()
  await expect(anna.getByText('Kept')).toBeVisible()
  await server.start()
  expect(server.output()).not.toMatch(/challenge|share|blob/)
})

test('a copied passkey with an older counter is refused, and the passphrase opens', async ({ person }) => {
  const anna = await person()
  const { cdp, id } = await lockedWithShare(anna)
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: id })
  const [credential] = credentials
  if (!credential) throw new Error('no credential')
  expect(credential.signCount).toBeGreaterThan(1)
  await cdp.send('WebAuthn.removeCredential', { authenticatorId: id, credentialId: credential.credentialId })
  await cdp.send('WebAuthn.addCredential', {
    authenticatorId: id,
    credential: { ...credential, signCount: 0 },
  })
  await anna.getByRole('button', { name: 'Lock now' }).click()
  await expect(anna.getByRole('alert').filter({ hasText: 'did not accept this Face ID' })).toBeVisible()
  await anna.lock.unlock()
  await expect(anna.getByText('Kept')).toBeVisible()
})

test('a replayed answer gets no share', async ({ person }) => {
  const anna = await person()
  await lockedWithShare(anna)
  const asked = anna.waitForRequest((request) => request.url().endsWith('/api/passkeys/unlock/verify'))
  await anna.getByRole('button', { name: 'Lock now' }).click()
  const request = await asked
  await expect(anna.getByText('Kept')).toBeVisible()
  const body = request.postData() ?? ''
  const again = (url: string) =>
    anna.evaluate(
      async ([to, data]) => {
        const answer = await fetch(to, {
          method: 'POST',
          body: data,
          headers: { 'Content-Type': 'application/json' },
        })
        return [answer.status, await answer.text()] as const
      },
      [url, body] as const,
    )
  const [status, text] = await again(request.url())
  expect(status).toBeGreaterThanOrEqual(400)
  expect(text).toContain('challenge_used')
  expect(text).not.toContain('share')
})

test('a server that lost its key, or another server, gives no share', async ({ browser, viewport }) => {
  const server = await createTestServer()
  await server.start()
  const anna = await openApp(await browser.newContext({ viewport }), server.url)
  await lockedWithShare(anna)
  await server.stop()
  rmSync(`${server.databasePath}.passkey-key`)
  await server.start()
  await anna.getByRole('button', { name: 'Lock now' }).click()
  await expect(anna.getByRole('alert').filter({ hasText: 'did not accept this Face ID' })).toBeVisible()
  await anna.lock.unlock()
  await expect(anna.getByText('Kept')).toBeVisible()
  await anna.context().close()
  await server.dispose()
})

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('without PRF and without a server Face ID is not offered as a key, and says so', async ({
    person,
    server,
  }) => {
    const anna = await person()
    await anna.lock.addAuthenticator({ hasPrf: false })
    await anna.lock.turnOn()
    // What sets Face ID up is loaded when it is wanted; without a server the service worker has it.
    await anna.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await server.stop()
    await anna.lock.faceSwitch().click()
    await expect(anna.getByRole('alert').filter({ hasText: 'cannot hold a key' })).toBeVisible({
      timeout: 20_000,
    })
    await expect(anna.lock.faceSwitch()).not.toBeChecked()
    expect(await anna.lock.waysIn()).toEqual(['pass'])
    await server.start()
  })
})

test('an authenticator with changing PRF outputs is not used for the key', async ({ person }) => {
  const anna = await person()
  await anna.lock.addAuthenticator()
  await anna.evaluate(() => {
    const { getClientExtensionResults } = PublicKeyCredential.prototype
    PublicKeyCredential.prototype.getClientExtensionResults = function () {
      const results = getClientExtensionResults.call(this) as { prf?: { results?: { first?: unknown } } }
      if (results.prf?.results?.first)
        results.prf.results.first = crypto.getRandomValues(new Uint8Array(32)).buffer
      return results as never
    }
  })
  await anna.lock.turnOn()
  await anna.lock.faceSwitch().click()
  await expect(anna.lock.faceSwitch()).toBeChecked()
  expect(await anna.lock.waysIn()).toEqual(['pass', 'shared'])
})

test('the PRF output never leaves the phone', async ({ person }) => {
  const anna = await person()
  await anna.lock.addAuthenticator()
  const sent: string[] = []
  anna.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await anna.evaluate(() => {
    const { getClientExtensionResults } = PublicKeyCredential.prototype
    Object.assign(globalThis, { outputs: [] })
    PublicKeyCredential.prototype.getClientExtensionResults = function () {
      const results = getClientExtensionResults.call(this) as { prf?: { results?: { first?: ArrayBuffer } } }
      const first = results.prf?.results?.first
      if (first)
        (globalThis as unknown as { outputs: string[] }).outputs.push(
          btoa(String.fromCharCode(...new Uint8Array(first))),
        )
      return results as never
    }
  })
  await anna.lock.turnOn()
  await anna.lock.faceSwitch().click()
  await expect(anna.lock.faceSwitch()).toBeChecked()
  expect(await anna.lock.waysIn()).toEqual(['pass', 'prf'])
  const outputs = await anna.evaluate(() => (globalThis as unknown as { outputs: string[] }).outputs)
  expect(outputs.length).toBeGreaterThan(1)
  for (const output of outputs) expect(sent.join(' ')).not.toContain(output.slice(0, 20))
  expect(sent.filter((request) => request.includes('/api/passkeys'))).toEqual([])
  // Removing Face ID says what that does not protect, and offers to reseal everything.
  await anna.lock.faceSwitch().click()
  const dialog = anna.getByRole('dialog', { name: 'Remove Face ID?' })
  await expect(dialog).toContainText('unless everything is sealed anew')
  await dialog.getByRole('button', { name: 'Only remove Face ID' }).click()
  await expect(anna.lock.faceSwitch()).not.toBeChecked()
  expect(await anna.lock.waysIn()).toEqual(['pass'])
  await anna.lock.faceSwitch().click()
  await expect(anna.lock.faceSwitch()).toBeChecked()
  await anna.lock.faceSwitch().click()
  await dialog.getByLabel('Passphrase', { exact: true }).fill('not it')
  await dialog.getByRole('button', { name: 'Seal everything anew' }).click()
  await expect(dialog.getByRole('alert')).toContainText('not the passphrase')
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await expect(async () => {
    await dialog.getByRole('button', { name: 'Seal everything anew' }).click()
    await expect(dialog).toBeHidden({ timeout: 5_000 })
  }).toPass()
  await expect(anna.lock.faceSwitch()).not.toBeChecked()
  expect(await anna.lock.waysIn()).toEqual(['pass'])
})

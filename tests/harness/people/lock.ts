/** App lock as a person turns it on, closes it and opens it; and an authenticator for Face ID. */
import { type CDPSession, expect, type Page } from '@playwright/test'
import { createInvite, dumpStore } from './person.ts'

export const PASSPHRASE = 'four plums in a blue hat'

export const openSettings = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Settings' }).click()
}

export async function turnOn(page: Page): Promise<void> {
  await openSettings(page)
  await page.getByRole('switch', { name: 'App lock' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set a passphrase' })
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await dialog.getByLabel('Passphrase again').fill(PASSPHRASE)
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('switch', { name: 'App lock' })).toBeChecked({ timeout: 20_000 })
}

export const lockNow = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Lock now' }).click()
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
}

export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
}

export const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', {
      value: value ? 'hidden' : 'visible',
      configurable: true,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

export async function addAuthenticator(
  page: Page,
  more: object = {},
): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const options = {
    protocol: 'ctap2',
    ctap2Version: 'ctap2_1',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
    hasPrf: true,
    ...more,
  } as const
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: options as never,
  })
  return { cdp, id: authenticatorId }
}

export const faceSwitch = (page: Page) => page.getByRole('switch', { name: 'Face ID' })

export const waysIn = async (page: Page): Promise<string[]> =>
  ((await dumpStore(page))['vault.v1'] as { slots: { kind: string }[] }).slots.map(({ kind }) => kind)

/** Somebody without PRF whose Face ID works, locked after one unlock. */
export async function lockedWithShare(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const authenticator = await addAuthenticator(page, { hasPrf: false })
  await createInvite(page, { name: 'Kept' })
  await page.getByRole('button', { name: 'Done' }).click()
  await turnOn(page)
  await faceSwitch(page).click()
  await expect(faceSwitch(page)).toBeChecked()
  await page.getByRole('button', { name: 'Lock now' }).click()
  await expect(page.getByText('Kept')).toBeVisible()
  await openSettings(page)
  return authenticator
}

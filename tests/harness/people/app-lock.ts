/** App lock as a person uses it: turn on, lock, unlock; and a virtual authenticator for Face ID. */
import { type CDPSession, expect, type Locator, type Page } from '@playwright/test'
import { createStoredData } from './stored-data.ts'

export const PASSPHRASE = 'four plums in a blue hat'

export interface Authenticator {
  readonly cdp: CDPSession
  readonly id: string
}

export interface AppLock {
  /** From the list or a chat: opens Settings and sets a passphrase. */
  readonly turnOn: () => Promise<void>
  readonly lockNow: () => Promise<void>
  readonly unlock: (passphrase?: string) => Promise<void>
  readonly faceSwitch: () => Locator
  /** Adds a virtual authenticator that consents by itself; `more` overrides its options. */
  readonly addAuthenticator: (more?: object) => Promise<Authenticator>
  /** The kinds of keys that open the vault, as they are stored. */
  readonly waysIn: () => Promise<readonly string[]>
}

export const createAppLock = (page: Page): AppLock => ({
  async turnOn() {
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('switch', { name: 'App lock' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set a passphrase' })
    await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await dialog.getByLabel('Passphrase again').fill(PASSPHRASE)
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    await expect(page.getByRole('switch', { name: 'App lock' })).toBeChecked()
  },
  async lockNow() {
    await page.getByRole('button', { name: 'Lock now' }).click()
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
  },
  async unlock(passphrase = PASSPHRASE) {
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  },
  faceSwitch: () => page.getByRole('switch', { name: 'Face ID' }),
  async addAuthenticator(more = {}) {
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
  },
  async waysIn() {
    const { slots } = (await createStoredData(page).dump())['vault.v1'] as { slots: { kind: string }[] }
    return slots.map(({ kind }) => kind)
  },
})

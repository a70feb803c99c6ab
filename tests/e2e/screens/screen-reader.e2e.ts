/** What a screen reader finds, in order, from the first run to the safety check, and the announcements of changes. */
import { expect, type Person, test } from '../../harness/people/person.ts'

/** Headings in order, as a screen reader lists them. */
const headings = (page: Person) =>
  page
    .getByRole('heading')
    .evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility())
        .map((one) => `${one.tagName.slice(1)} ${one.textContent?.trim()}`),
    )

test('the first run, a new session and the code work with a screen reader', async ({ person }) => {
  const anna = await person()
  await expect(anna.locator('main')).toMatchAriaSnapshot(`
    - region "Sessions":
      - heading "Sessions" [level=1]
      - button "Settings"
      - paragraph: Start a session and read its six digits to a friend, or join with theirs.
      - button "New session"
      - button "Join"
  `)
  expect(await headings(anna)).toEqual(['1 Sessions'])
  await anna.getByRole('button', { name: 'New session' }).click()
  const sheet = anna.getByRole('dialog', { name: 'New session' })
  await expect(sheet).toMatchAriaSnapshot(`
    - dialog "New session":
      - heading "New session" [level=2]
      - button "Close"
      - text: Name
      - textbox "Name"
      - text: Only you see this name.
      - radiogroup "Code expires in":
        - radio "1 minute"
        - radio "5 minutes" [checked]
        - radio "1 hour"
        - radio "12 hours"
        - radio "24 hours"
      - switch "Add two words"
      - switch "Ephemeral"
      - combobox "Keep messages":
        - option "Until you close Inviso" [selected]
        - option "1 hour"
        - option "1 day"
        - option "7 days"
        - option "30 days"
      - button "Create"
  `)
  await sheet.getByRole('button', { name: 'Create' }).click()
  // Six separate digits, not one large number.
  const code = anna.getByTestId('join-code')
  await expect(code).toHaveText(/^\d{3} \d{3}$/)
  const digits = (await code.textContent())?.replaceAll(/\D/g, '') ?? ''
  await expect(sheet).toMatchAriaSnapshot(`
    - paragraph: ${[...digits].join(' ')}
  `)
})

test('a message is read with author, text, time and mark; arrivals and changes are announced', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await ben.join(await anna.invite({ name: 'Ben' }))
  await ben.say('Are you at the station?')
  await anna.say('On platform 4')
  await expect(ben.getByRole('article')).toHaveCount(2)
  await expect(anna.getByTestId('message').last()).toHaveAttribute('data-state', 'delivered')
  const chat = anna.getByRole('region', { name: 'Ben' }).or(anna.locator('.pane-detail')).first()
  await expect(chat).toMatchAriaSnapshot(`
    - button "Back"
    - heading "Ben" [level=1]
    - text: /Not verified/
    - status: Connected · Direct
    - button "Details"
    - button "Session options"
    - log "Messages":
      - text: Messages here are gone from this phone once Inviso closes.
      - button "Keep messages from now on…"
      - paragraph: Is it really Ben?
      - paragraph: /The six digits don’t prove it/
      - button "Safety check"
      - paragraph: Today
      - article /^Ben, Are you at the station\\?, .*\\d/
      - article /^You, On platform 4, .*\\d.*, Delivered$/
    - textbox "Message"
    - button "Send" [disabled]
  `)
  // Both live regions announce changes without interrupting.
  await expect(anna.getByRole('log', { name: 'Messages' })).not.toHaveAttribute('aria-live', 'assertive')
  await expect(anna.locator('[role=status][data-state]')).toHaveText('Connected · Direct')
  expect((await headings(anna)).filter((one) => one.startsWith('1 '))).toContain('1 Ben')
})

test('the safety check works with a screen reader: five names, twelve digits, two answers', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await ben.join(await anna.invite({ name: 'Ben' }))
  const names: string[] = []
  // The comparison starts only after both have opened it.
  for (const page of [anna, ben]) await page.getByRole('button', { name: 'Safety check' }).first().click()
  for (const page of [anna, ben]) {
    const sheet = page.getByRole('dialog', { name: 'Safety check' })
    await expect(sheet.getByRole('button', { name: 'They match' })).toBeVisible()
    await expect(sheet.getByTestId('safety-pictures').getByRole('listitem')).toHaveCount(5)
    names.push((await sheet.getByTestId('safety-pictures').ariaSnapshot()).replaceAll(/\s+/g, ' '))
    await expect(sheet.getByTestId('safety-digits')).toHaveText(/^\D*\d{4} \d{4} \d{4}$/)
    await expect(sheet.getByRole('button', { name: 'They don’t match' })).toBeVisible()
  }
  expect(names[0]).toBe(names[1])
  expect(names[0]).toMatch(/[A-Z][a-z]+/)
})

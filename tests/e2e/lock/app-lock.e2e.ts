/** App lock: what a stolen phone reveals with and without it, every way to unlock, and that locking removes content instead of covering it. */
import { PASSPHRASE } from '../../harness/people/app-lock.ts'
import { asPerson, connected, expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'

/** Everything that this browser stores or shows, as one text. */
async function everything(page: Person): Promise<string> {
  const around = await page.evaluate(async () => {
    const cached: string[] = []
    // The names of the build's own files are the same for everybody.
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        if (!new URL(url).pathname.startsWith('/assets/')) cached.push(url)
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      document.title,
      history.state,
      history.length,
      cached,
      (await indexedDB.databases()).map(({ name }) => name),
    ])
  })
  const dump = await page.stored.dump()
  const bytes = Object.values(dump).map((value) =>
    Buffer.from((value as { bytes?: string }).bytes ?? '', 'base64').toString('latin1'),
  )
  return `${around} ${JSON.stringify(dump)} ${bytes.join(' ')}`
}

test('a dump of the storage contains no name, code, id, link or message in the clear, and with App lock no key', {
  tag: '@ios',
}, async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  const code = await anna.invite({ name: 'Benedek Kovacs' })
  const link = await anna.inviteLink()
  await ben.join(link)
  await connected(anna, ben)
  await anna.say('meet me at the old bridge')
  await expect(ben.chat.messages()).toHaveText(['meet me at the old bridge'])
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.openSettings()
  await anna.getByRole('button', { name: 'Session identities' }).click()
  const id = (await anna.locator('.id').first().textContent()) ?? 'none'
  expect(id.length).toBeGreaterThan(8)
  const secrets = ['Benedek', code, link.slice(-20), 'old bridge', id, 'accepted', 'sessions']
  const unlocked = await everything(anna)
  for (const secret of secrets) expect([secret, unlocked.includes(secret)]).toEqual([secret, false])
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.lock.turnOn()
  await anna.lock.lockNow()
  const locked = await everything(anna)
  for (const secret of secrets) expect([secret, locked.includes(secret)]).toEqual([secret, false])
  const header = (await anna.stored.dump())['vault.v1'] as { key: unknown; slots: { kind: string }[] }
  expect(header.key).toBeNull()
  expect(header.slots.map(({ kind }) => kind)).toEqual(['pass'])
  // Locking removes the content from the page too, and ends the link.
  expect(await anna.locator('body').innerHTML()).not.toMatch(/Benedek|bridge/)
  await expect(ben.locator('[role=status][data-state]')).not.toHaveAttribute('data-state', 'connected')
  await anna.reload()
  await expect(anna.getByRole('heading', { name: 'Locked' })).toBeVisible()
  expect(await anna.locator('body').innerHTML()).not.toMatch(/Benedek|bridge/)
  // The field has the focus, and a waiting invite is announced.
  await expect(anna.getByLabel('Passphrase')).toBeFocused()
  await anna.evaluate(() => {
    location.hash = '#j=482913'
  })
  await expect(anna.getByText('An invite is waiting')).toBeVisible()
})

test('after unlocking the messages are back, those sent meanwhile arrive, and both are still verified', {
  tag: '@ios',
}, async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await anna.invite()
  await ben.join(await anna.inviteLink())
  await connected(anna, ben)
  await anna.say('before')
  await expect(ben.chat.messages()).toHaveText(['before'])
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.lock.turnOn()
  await anna.lock.lockNow()
  await ben.say('while you were locked')
  await anna.lock.unlock('something else')
  await expect(anna.getByRole('alert').filter({ hasText: 'This is not the passphrase' })).toBeVisible()
  await expect(anna.getByRole('heading', { name: 'Locked' })).toBeVisible()
  // A wrong passphrase delays the next try for a moment.
  await anna.waitForTimeout(1_200)
  await anna.lock.unlock()
  await expect(anna.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  await anna.enter('Anna')
  await connected(anna, ben)
  await expect(anna.chat.messages()).toHaveText(['before', 'while you were locked'])
  await expect(anna.chat.trust()).toHaveText('Verified')
})

test('the passphrase changes, the recovery key opens, and turning the lock off needs the passphrase', async ({
  person,
}) => {
  const anna = await person()
  await anna.invite({ name: 'Kept' })
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.lock.turnOn()
  await anna.getByRole('button', { name: 'Make a recovery key' }).click()
  const older = (await anna.getByTestId('recovery-key').textContent()) ?? ''
  await anna.getByRole('button', { name: 'Change passphrase' }).click()
  const dialog = anna.getByRole('dialog', { name: 'Change passphrase' })
  await dialog.getByLabel('Passphrase now').fill(PASSPHRASE)
  await dialog.getByLabel('New passphrase').fill('another long one')
  await dialog.getByLabel('Passphrase again').fill('another long one')
  await dialog.getByRole('button', { name: 'Change' }).click()
  await expect(dialog).toHaveCount(0)
  // Everything is resealed, so the earlier recovery key opens nothing.
  await anna.getByRole('button', { name: 'Make a recovery key' }).click()
  const recovery = (await anna.getByTestId('recovery-key').textContent()) ?? ''
  expect(recovery).not.toBe(older)
  await anna.lock.lockNow()
  await anna.lock.unlock(recovery)
  await expect(anna.getByText('Kept')).toBeVisible()
  await anna.openSettings()
  await anna.lock.lockNow()
  await anna.lock.unlock('another long one')
  await expect(anna.getByText('Kept')).toBeVisible()
  await anna.openSettings()
  await anna.getByRole('switch', { name: 'App lock' }).click()
  const off = anna.getByRole('dialog', { name: 'Turn App lock off?' })
  await off.getByLabel('Passphrase').fill('another long one')
  await off.getByRole('button', { name: 'Turn off' }).click()
  await expect(anna.getByRole('switch', { name: 'App lock' })).not.toBeChecked()
  await anna.reload()
  await expect(anna.getByText('Kept')).toBeVisible()
})

test('Lock after: locks at once when the page is left, or after the chosen minutes before anything is shown', async ({
  person,
}) => {
  const anna = await person()
  await anna.invite({ name: 'Kept' })
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.lock.turnOn()
  await expect(anna.getByRole('radio', { name: 'At once' })).toBeChecked()
  await anna.hide(true)
  // In the same task, so that nothing is left for a screenshot or a script.
  expect(await anna.evaluate(() => document.body.innerHTML.includes('Kept'))).toBe(false)
  await anna.hide(false)
  await expect(anna.getByRole('heading', { name: 'Locked' })).toBeVisible()
  await anna.lock.unlock()
  await anna.openSettings()
  await anna.getByRole('radio', { name: '1 minute' }).check()
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.hide(true)
  await anna.hide(false)
  await expect(anna.getByText('Kept')).toBeVisible()
  await anna.evaluate(() => {
    const { now } = Date
    document.dispatchEvent(new Event('visibilitychange'))
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    Date.now = () => now() + 61_000
  })
  await anna.hide(false)
  expect(await anna.evaluate(() => document.body.innerHTML.includes('Kept'))).toBe(false)
  await expect(anna.getByRole('heading', { name: 'Locked' })).toBeVisible()
})

test('an invite link waits behind the lock', async ({ person, server, browser, viewport }) => {
  const anna = await person()
  await anna.invite()
  const link = await anna.inviteLink()
  const context = await browser.newContext({ viewport })
  const ben = await openApp(context, server.url)
  await ben.lock.turnOn()
  await ben.goto('about:blank')
  await ben.goto(link)
  await expect(ben.getByRole('heading', { name: 'Locked' })).toBeVisible()
  expect(ben.url()).toBe(`${server.url}/`)
  await ben.lock.unlock()
  await connected(anna, ben)
  await expect(ben.chat.trust()).toHaveText('Verified')
  await context.close()
})

test('a second tab of a locked app does not open, and taking over asks for the passphrase', async ({
  person,
  server,
}) => {
  const anna = await person()
  await anna.invite({ name: 'Kept' })
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.lock.turnOn()
  const second = asPerson(await anna.context().newPage())
  await second.goto(server.url)
  await expect(second.getByText('open in another tab')).toBeVisible()
  await second.getByRole('button', { name: 'Use here' }).click()
  await expect(second.getByRole('heading', { name: 'Locked' })).toBeVisible()
  expect(await second.locator('body').innerHTML()).not.toContain('Kept')
  await expect(anna.getByText('open in another tab')).toBeVisible()
  await second.lock.unlock()
  await expect(second.getByText('Kept')).toBeVisible()
})

test('two people chat while one of them locks after each message', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await ben.lock.turnOn()
  await ben.getByRole('button', { name: 'Back' }).click()
  await pair(anna, ben)
  for (const text of ['one', 'two', 'three']) {
    // Locked in the same task as the send, before anything is written.
    await ben.getByRole('textbox', { name: 'Message' }).fill(text)
    await ben.evaluate(() => {
      document.querySelector<HTMLButtonElement>('button[aria-label=Send]')?.click()
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await ben.hide(false)
    await ben.lock.unlock()
    await ben.enter()
    await expect(ben.getByRole('textbox', { name: 'Message' })).toHaveValue('')
    await connected(anna, ben)
  }
  await expect(anna.chat.messages()).toHaveText(['one', 'two', 'three'])
})

const eraseAll = async (page: Person): Promise<void> => {
  await page.getByRole('link', { name: 'Erase all data' }).click()
  const question = page.getByRole('alertdialog', { name: 'Erase all data?' })
  await question.getByRole('textbox').fill('erase')
  await question.getByRole('button', { name: 'Erase' }).click()
}

test('Erase all data works from the locked screen within a second, and says what the server could not be told', {
  tag: '@ios',
}, async ({ person }) => {
  const anna = await person()
  await anna.invite({ name: 'Kept' })
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.lock.turnOn()
  await anna.lock.lockNow()
  await anna.evaluate(async () => {
    // A file, as a page that was killed may leave one.
    const root = await navigator.storage.getDirectory()
    const files = await root.getDirectoryHandle('files', { create: true })
    await files.getFileHandle('left', { create: true })
    const { deleteDatabase } = IDBFactory.prototype
    Object.assign(globalThis, { erasedAt: 0 })
    IDBFactory.prototype.deleteDatabase = function (name) {
      const request = deleteDatabase.call(this, name)
      request.addEventListener('success', () => Object.assign(globalThis, { erasedAt: performance.now() }))
      return request
    }
    document.addEventListener('submit', () => Object.assign(globalThis, { askedAt: performance.now() }), true)
  })
  await eraseAll(anna)
  await expect(anna.getByRole('heading', { name: 'Everything is erased.' })).toBeVisible()
  await expect(anna.getByText('the server could not be told')).toBeVisible()
  await expect(anna.getByTestId('audit-total')).toHaveText('0')
  const took = await anna.evaluate(() => {
    const { askedAt, erasedAt } = globalThis as unknown as { askedAt: number; erasedAt: number }
    return erasedAt - askedAt
  })
  expect(took).toBeGreaterThan(0)
  expect(took).toBeLessThan(1_000)
  const filesLeft = await anna.evaluate(async () => {
    const root = (await navigator.storage.getDirectory()) as unknown as { keys: () => AsyncIterable<string> }
    return Array.fromAsync(root.keys())
  })
  expect(filesLeft).toEqual([])
  expect(await anna.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  await anna.getByRole('button', { name: 'Start anew' }).click()
  await expect(anna.getByText('Start a session and read')).toBeVisible()
})

test('What the server knows shows the server’s record of each session', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.invite({ name: 'Waiting one' })
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.openSettings()
  await anna.getByRole('button', { name: 'What the server knows' }).click()
  const held = anna.getByRole('list', { name: 'What it holds now' })
  await expect(held.getByRole('listitem').filter({ hasText: 'Anna' })).toContainText(
    /roomid: [\w-]{43}.*client1: [\w-]{36}.*client2: [\w-]{36}/,
  )
  await expect(held.getByRole('listitem').filter({ hasText: 'Waiting one' })).toContainText(/joinid: \d{6}/)
})

test('hidden messages are masked on the screen and in the DOM until they are held', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await anna.openSettings()
  await anna.getByRole('switch', { name: 'Hide messages until held' }).check()
  await anna.getByRole('button', { name: 'Back' }).click()
  await pair(anna, ben)
  await ben.say('for your eyes')
  const masked = anna.getByTestId('message').getByRole('button', { name: 'Hidden. Hold to read' })
  await expect(masked).toBeVisible()
  expect(await anna.locator('body').innerHTML()).not.toContain('for your eyes')
  const box = await masked.boundingBox()
  if (!box) throw new Error('no bubble')
  await anna.mouse.move(box.x + 10, box.y + 10)
  await anna.mouse.down()
  await expect(anna.getByText('for your eyes')).toBeVisible()
  await anna.mouse.up()
  await expect(anna.getByText('for your eyes')).toHaveCount(0)
  // A search says where it is, and shows no word of it.
  await anna.keyboard.press('Control+f')
  await anna.getByRole('searchbox', { name: 'Search messages' }).fill('your EYES')
  await expect(anna.getByRole('search').getByRole('status')).toHaveText('1 of 1')
  await expect(masked).toBeVisible()
  expect(await anna.evaluate(() => CSS.highlights.get('found')?.size)).toBe(0)
  await anna.keyboard.press('Escape')
  await anna.getByRole('button', { name: 'Cover', exact: true }).click()
  await expect(anna.getByTestId('privacy-overlay')).toBeVisible()
})

async function exportFile(page: Person, passphrase: string): Promise<string> {
  await page.getByRole('button', { name: 'Export sessions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export sessions' })
  await dialog.getByLabel('Passphrase').fill(passphrase)
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export' }).click()
  const stream = await (await download).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
async function importFile(page: Person, text: string, passphrase: string): Promise<void> {
  await page.getByRole('button', { name: 'Import sessions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import sessions' })
  await dialog
    .getByLabel('File')
    .setInputFiles({ name: 'sessions.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await dialog.getByLabel('Passphrase').fill(passphrase)
  await dialog.getByRole('button', { name: 'Import' }).click()
}

test('sessions move in one sealed file; a wrong passphrase, a damaged or a newer file changes nothing, and a second import adds no duplicates', {
  tag: '@ios',
}, async ({ person }) => {
  const [anna, ben, carl] = [await person(), await person(), await person()]
  await anna.invite({ name: 'Benedek' })
  await ben.join(await anna.inviteLink())
  await connected(anna, ben)
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.openSettings()
  const file = await exportFile(anna, 'for the journey')
  expect(file).not.toContain('Benedek')
  await carl.openSettings()
  const dialog = carl.getByRole('dialog', { name: 'Import sessions' })
  const refused: readonly (readonly [string, string, string])[] = [
    [file, 'not it', 'not the file’s passphrase'],
    [file.replace(/"sealed":"..../, '"sealed":"AAAA'), 'for the journey', 'is damaged'],
    [file.replace('"version":1', '"version":2'), 'for the journey', 'newer version'],
    ['{"hello":1}', 'for the journey', 'no file that Inviso exported'],
  ]
  for (const [text, passphrase, sentence] of refused) {
    await importFile(carl, text, passphrase)
    await expect(dialog.getByRole('alert')).toContainText(sentence)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  }
  // The old phone is closed; the new one takes over.
  await anna.goto('about:blank')
  for (const sentence of ['1 session imported.', '0 sessions imported; 1 was here already.']) {
    await importFile(carl, file, 'for the journey')
    await expect(carl.getByText(sentence)).toBeVisible()
  }
  await carl.getByRole('button', { name: 'Back' }).click()
  await expect(carl.getByRole('listitem')).toHaveCount(1)
  await carl.enter('Benedek')
  await connected(carl, ben)
  // The file's claim is no proof on this phone, and is shown as such until the person compares here.
  const imported = 'Verified on another phone, imported'
  await expect(carl.chat.trust()).toHaveText(imported)
  await carl.say('from the new phone')
  await expect(ben.chat.messages()).toHaveText(['from the new phone'])
  await carl.chat.inDetails((details) => expect(details).toContainText(imported))
  for (const page of [carl, ben]) {
    await page.getByRole('button', { name: 'Session options' }).click()
    await page.getByRole('menuitem', { name: 'Safety check' }).click()
  }
  await expect(carl.getByRole('dialog', { name: 'Safety check' })).toContainText(imported)
  for (const page of [carl, ben]) await page.getByRole('button', { name: 'Compare pictures' }).click()
  for (const page of [carl, ben]) await page.getByRole('button', { name: 'They match' }).click()
  await expect(carl.getByRole('dialog', { name: 'Safety check' })).not.toContainText(imported)
  await carl.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
  await expect(carl.chat.trust()).toHaveText('Verified')
})

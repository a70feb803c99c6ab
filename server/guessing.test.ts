/** A scripted guesser against the server app: plays each line of the arithmetic in docs/THREATS.md. */
import { describe, expect, test } from 'bun:test'
import * as v from 'valibot'
import { restErrorSchema } from '../protocol/rest.ts'
import { doWork, workAskedSchema } from '../protocol/work.ts'
import { invite, startApp } from './app.fixture.ts'
import { GUESSES_BURST, GUESSES_PER_HOUR, INVITES_PER_CLIENT, ROOMS_BURST } from './core/limits.ts'

const HOUR_MS = 3_600_000
const code = (n: number): string => String(n).padStart(6, '0')
const guess = (n: number) => ({ joinid: code(n), client2: 'GUESSER' })
const hex = (n: number): string => n.toString(16)

describe('the budget for guesses', () => {
  test('a guesser gets its burst and then ten tries an hour, for a day', async () => {
    const { post, wait } = startApp()
    let looked = 0
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      for (let tries = 0; tries < 3; tries += 1) {
        const answer = await post('/api/rooms/accept', {
          joinid: code(minute * 3 + tries),
          client2: 'GUESSER',
        })
        if (answer.status === 404) looked += 1
        else
          expect(answer.body).toMatchObject({ error: 'too_many_requests', retryAfterMs: expect.any(Number) })
      }
      wait(60_000)
    }
    expect(looked).toBeLessThanOrEqual(GUESSES_BURST + 24 * GUESSES_PER_HOUR)
    expect(looked).toBeGreaterThan(20 * GUESSES_PER_HOUR)
  })

  test('probing for taken codes by creating invites is charged to the same budget', async () => {
    const { post } = startApp()
    await post('/api/rooms', invite('123456', 'HOST'), '10.9.9.9')
    const answers: number[] = []
    for (let tries = 0; tries < 15; tries += 1)
      answers.push((await post('/api/rooms', invite('123456', 'PROBER'))).status)
    expect(answers.filter((status) => status === 409)).toHaveLength(GUESSES_BURST)
    expect((await post('/api/rooms/accept', { joinid: '123456', client2: 'PROBER' })).status).toBe(429)
  })

  test('one IPv6 /64 is one guesser, whatever the lower half of its address', async () => {
    const { post } = startApp()
    let looked = 0
    for (let tries = 0; tries < 40; tries += 1) {
      const answer = await post(
        '/api/rooms/accept',
        { joinid: code(tries), client2: 'G' },
        `2001:db8:1:2::${tries.toString(16)}`,
      )
      if (answer.status === 404) looked += 1
    }
    expect(looked).toBe(GUESSES_BURST)
    expect(
      (await post('/api/rooms/accept', { joinid: '999999', client2: 'G' }, '2001:db8:1:3::1')).status,
    ).toBe(404)
  })

  test('a change of the hourly address key resets no budget', async () => {
    const { post, wait } = startApp()
    for (let tries = 0; tries < 20; tries += 1)
      await post('/api/rooms/accept', { joinid: code(tries), client2: 'G' })
    wait(HOUR_MS - 60_000)
    for (let tries = 0; tries < 20; tries += 1)
      await post('/api/rooms/accept', { joinid: code(tries), client2: 'G' })
    wait(120_000)
    let looked = 0
    for (let tries = 0; tries < 20; tries += 1)
      if ((await post('/api/rooms/accept', { joinid: code(tries), client2: 'G' })).status === 404) looked += 1
    expect(looked).toBeLessThanOrEqual(1)
  })

  /** Tries one wrong code from each address in turn; returns how many were looked up. */
  async function guessFrom(
    addresses: readonly string[],
    rounds: number,
    { betweenMs = 0, pauseMs = 0 } = {},
  ): Promise<number> {
    const { post, wait } = startApp()
    let looked = 0
    let tries = 0
    for (let round = 0; round < rounds; round += 1) {
      for (const address of addresses) {
        tries += 1
        if ((await post('/api/rooms/accept', guess(tries), address)).status === 404) looked += 1
        wait(betweenMs)
      }
      wait(pauseMs)
    }
    return looked
  }
  const many = (count: number, address: (n: number) => string): string[] =>
    Array.from({ length: count }, (_, n) => address(n))

  test('of 6,000 guesses from as many /64 of one /48 only forty are looked up', async () => {
    const addresses = many(6_000, (n) => `2001:db8:1:${hex(n)}::1`)
    expect(await guessFrom(addresses, 1)).toBeLessThanOrEqual(4 * GUESSES_BURST)
  })

  test('each width has its budget at once: a /64 ten, a /56 twenty, a /48 forty, a /32 a hundred and sixty, a /24 forty', async () => {
    const widths: readonly (readonly [number, (n: number) => string])[] = [
      [10, (n) => `2001:db8:1:2::${hex(n)}`],
      [20, (n) => `2001:db8:1:2${hex(n % 256).padStart(2, '0')}::${hex(n)}`],
      [40, (n) => `2001:db8:1:${hex(n)}::1`],
      [160, (n) => `2001:db8:${hex(n)}::1`],
      [10, () => '203.0.113.7'],
      [40, (n) => `203.0.113.${n % 256}`],
    ]
    for (const [budget, address] of widths) {
      // One a second stays below the global budget.
      const looked = await guessFrom(many(400, address), 1, { betweenMs: 1_000 })
      expect(looked).toBeGreaterThanOrEqual(budget)
      expect(looked).toBeLessThanOrEqual(Math.ceil(budget * (1 + 400 / 3_600)))
    }
  })

  test('over a day: a /64 and an IPv4 address get 250, then 240 more each day, a /48 and a /24 a thousand, a /32 four thousand', async () => {
    const day = GUESSES_BURST + 24 * GUESSES_PER_HOUR
    const days: readonly (readonly [number, readonly string[]])[] = [
      [day, ['203.0.113.7', '203.0.113.7', '203.0.113.7']],
      [4 * day, many(40, (n) => `203.0.113.${n}`)],
      [4 * day, many(50, (n) => `2001:db8:1:${hex(n * 256)}::1`)],
      [16 * day, many(50, (n) => `2001:db8:${hex(n)}::1`)],
    ]
    for (const [most, addresses] of days) {
      const looked = await guessFrom(addresses, 24 * 4, { pauseMs: HOUR_MS / 4 })
      expect({ most, few: looked < 0.9 * most, many: looked > most, looked }).toEqual({
        most,
        few: false,
        many: false,
        looked,
      })
    }
  })

  test('a port that a proxy appends to the address does not make a new client', async () => {
    const { call } = startApp({ trustProxy: 1 })
    let looked = 0
    for (let port = 40_000; port < 40_040; port += 1) {
      const headers = { 'X-Forwarded-For': port % 2 ? `203.0.113.7:${port}` : `[::ffff:203.0.113.7]:${port}` }
      const answer = await call('POST', '/api/rooms/accept', guess(port), '10.0.0.1', headers)
      if (answer.status === 404) looked += 1
    }
    expect(looked).toBe(GUESSES_BURST)
  })

  test('concurrent guesses are all charged', async () => {
    const { post } = startApp()
    const answers = await Promise.all(
      many(200, String).map((n) => post('/api/rooms/accept', guess(Number(n)))),
    )
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(GUESSES_BURST)
  })

  test('a right code costs nothing, even the eleventh', async () => {
    const { post } = startApp()
    for (let n = 0; n < GUESSES_BURST + 5; n += 1) {
      await post('/api/rooms', invite(code(n)), '10.9.9.9')
      expect((await post('/api/rooms/accept', guess(n), '10.1.1.1')).status).toBe(200)
    }
  })
})

/** Hundreds of addresses, each in its own /24, try one code each. */
async function guessFromEverywhere({ post }: ReturnType<typeof startApp>): Promise<void> {
  for (let host = 0; host < 300; host += 1)
    await post('/api/rooms/accept', guess(host), `172.${16 + (host >> 8)}.${host & 255}.1`)
}

describe('while hundreds of addresses guess', () => {
  test('a person with the right code gets in, and one who mistyped waits a minute or does proof of work', async () => {
    const app = startApp()
    const { post, wait } = app
    for (const joinid of ['424242', '434343', '444444'])
      await post('/api/rooms', invite(joinid, 'HOST', 3_600), '10.5.5.5')
    await guessFromEverywhere(app)
    const ask = (joinid: string, address: string, work?: unknown) =>
      post('/api/rooms/accept', { joinid, client2: 'ME', work }, address)
    expect((await ask('424242', '10.7.7.7')).status).toBe(200)
    expect((await ask('434344', '10.8.8.8')).status).toBe(404)
    const refused = await ask('434343', '10.8.8.8')
    expect(refused.status).toBe(429)
    expect(refused.body.retryAfterMs).toBeLessThanOrEqual(60_000)
    expect(refused.headers.get('Retry-After')).toBe('60')
    const asked = v.parse(restErrorSchema, refused.body).work
    if (!asked) throw new Error('no work')
    const work = await doWork(asked, '434343', async () => {})
    // Work for one code is not valid for another, and neither is a forged challenge.
    expect((await ask('444444', '10.8.8.8', work)).status).toBe(429)
    expect((await ask('434343', '10.8.8.8', { ...work, challenge: 'made-up' })).status).toBe(429)
    expect((await ask('434343', '10.8.8.8', { ...work, answers: [] })).status).toBe(429)
    expect((await ask('434343', '10.8.8.8', work)).status).toBe(200)
    wait(60_000)
    await guessFromEverywhere(app)
    expect((await ask('444444', '10.8.8.8')).status).toBe(200)
  })

  test('work expires after two minutes', async () => {
    const app = startApp()
    await guessFromEverywhere(app)
    const ask = (work?: unknown) => app.post('/api/rooms/accept', { ...guess(9), work }, '10.8.8.8')
    expect((await ask()).status).toBe(404)
    const asked = v.parse(restErrorSchema, (await ask()).body).work
    if (!asked) throw new Error('no work')
    const work = await doWork(asked, code(9), async () => {})
    app.wait(120_000)
    await guessFromEverywhere(app)
    expect((await ask()).status).toBe(404)
    expect((await ask(work)).status).toBe(429)
  })

  test('work does not extend a client’s own budget', async () => {
    const app = startApp()
    await guessFromEverywhere(app)
    let looked = 0
    for (let n = 0; n < GUESSES_BURST + 5; n += 1) {
      const first = await app.post('/api/rooms/accept', guess(n), '10.8.8.8')
      const asked = v.parse(v.object({ work: v.optional(workAskedSchema) }), first.body).work
      const work = asked && (await doWork(asked, code(n), async () => {}))
      const answer = work ? await app.post('/api/rooms/accept', { ...guess(n), work }, '10.8.8.8') : first
      if (answer.status === 404) looked += 1
    }
    expect(looked).toBe(GUESSES_BURST)
  })
})

describe('another site’s page', () => {
  const from = { Origin: 'https://other.example' }

  test('does proof of work for each code, and spends nothing of its visitor’s budget', async () => {
    const { call, post } = startApp()
    const foreign = (n: number, work?: unknown) =>
      call('POST', '/api/rooms/accept', { ...guess(n), work }, '10.1.1.1', from)
    const first = await foreign(0)
    expect(first.status).toBe(429)
    const asked = v.parse(restErrorSchema, first.body).work
    if (!asked) throw new Error('no work')
    for (let n = 0; n < GUESSES_BURST; n += 1)
      expect((await foreign(n, await doWork(asked, code(n), async () => {}))).status).toBe(404)
    expect((await foreign(99, await doWork(asked, code(99), async () => {}))).status).toBe(429)
    expect((await post('/api/rooms/accept', guess(1), '10.1.1.1')).status).toBe(404)
  })

  test('may join with the right code, and a page listed by the operator needs no proof of work', async () => {
    const named = startApp({ corsOrigins: ['https://other.example'] })
    for (const { call, post } of [startApp(), named]) {
      await post('/api/rooms', invite('123456'), '10.9.9.9')
      const ask = (work?: unknown) =>
        call('POST', '/api/rooms/accept', { joinid: '123456', client2: 'ME', work }, '10.1.1.1', from)
      const first = await ask()
      if (call === named.call) {
        expect(first.status).toBe(200)
        continue
      }
      const asked = v.parse(restErrorSchema, first.body).work
      if (!asked) throw new Error('no work')
      expect((await ask(await doWork(asked, '123456', async () => {}))).status).toBe(200)
    }
  })

  test('our own page, under any host name, and callers without a page need no proof of work', async () => {
    const { call } = startApp({ publicOrigin: 'https://chat.example' })
    for (const Origin of ['https://chat.example', 'http://localhost', 'https://localhost'])
      expect((await call('POST', '/api/rooms/accept', guess(1), '10.1.1.1', { Origin })).status).toBe(404)
  })
})

describe('codes that one client holds', () => {
  const fill = async ({ post }: ReturnType<typeof startApp>, count: number, address = '10.1.1.1') => {
    const answers: number[] = []
    for (let n = 0; n < count; n += 1)
      answers.push((await post('/api/rooms', invite(code(n), `HOST-${n}`, 86_400), address)).status)
    return answers.filter((status) => status === 201).length
  }

  test('an address has at most forty live invites, for as long as they live', async () => {
    const app = startApp()
    expect(await fill(app, 45)).toBe(INVITES_PER_CLIENT)
    const refused = await app.post('/api/rooms', invite('999999', 'ME', 60), '10.1.1.1')
    expect([refused.status, refused.body.error]).toEqual([429, 'too_many_requests'])
    for (let hour = 0; hour < 23; hour += 1) {
      app.wait(HOUR_MS)
      expect((await app.post('/api/rooms', invite('999999', 'ME', 60), '10.1.1.1')).status).toBe(429)
    }
    app.wait(HOUR_MS)
    expect((await app.post('/api/rooms', invite('999999', 'ME', 60), '10.1.1.1')).status).toBe(201)
  })

  test('an accepted or purged invite makes room for another one', async () => {
    const app = startApp()
    await fill(app, 40)
    const more = async (n: number) =>
      (await app.post('/api/rooms', invite(code(100 + n), 'ME', 60), '10.1.1.1')).status
    expect(await more(0)).toBe(429)
    await app.post('/api/rooms/accept', guess(0), '10.2.2.2')
    expect([await more(1), await more(2)]).toEqual([201, 429])
    await app.post('/api/user/purge', { deviceIds: ['HOST-1'] }, '10.3.3.3')
    expect([await more(3), await more(4)]).toEqual([201, 429])
  })

  test('a /48 that creates invites from each of its /64 has at most a hundred and sixty', async () => {
    const { post } = startApp()
    let made = 0
    for (let n = 0; n < 400; n += 1)
      if ((await post('/api/rooms', invite(code(n), `H-${n}`), `2001:db8:1:${hex(n)}::1`)).status === 201)
        made += 1
    expect(made).toBe(4 * INVITES_PER_CLIENT)
  })

  test('one client can create sixty rooms, and sixty more an hour', async () => {
    const { post, wait } = startApp()
    let rooms = 0
    for (let n = 0; n < 200; n += 1) {
      wait(1_000)
      await post('/api/rooms', invite(code(n), 'ME'), '10.9.9.9')
      if ((await post('/api/rooms/accept', { joinid: code(n), client2: 'ME' })).status === 200) rooms += 1
    }
    expect(rooms).toBeGreaterThanOrEqual(ROOMS_BURST)
    expect(rooms).toBeLessThanOrEqual(ROOMS_BURST + 4)
  })
})

/** The strength shown for a passphrase does not depend on its script. */
import { expect, test } from 'bun:test'
import { strengthOf } from './lock-text.ts'

test('a short passphrase is weak in every script', () => {
  for (const short of ['two plums', 'zwölf Äpfel', 'két szép körte', 'كلمتان فقط', 'ねこといぬ'])
    expect([short, strengthOf(short)]).toEqual([short, 'weak'])
})

test('a long passphrase is not weak in any script', () => {
  for (const long of ['four plums sleep in a large blue hat', 'أربع خوخات تنام في قبعة زرقاء كبيرة'])
    expect([long, strengthOf(long)]).toEqual([long, 'good'])
})

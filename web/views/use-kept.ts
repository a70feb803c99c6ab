/** A choice that could not be stored: the person is told, and the control shows again what is kept. */
import { useState } from 'preact/hooks'
import type { Result } from '../../base/result.ts'
import type { Failure } from '../domain/failure.ts'
import { loadFailureText } from './lazy.ts'
import { useView } from './view-context.ts'

/** For what a control of the calling view has begun to store. */
export function useKept(): (writing: Promise<Result<void, Failure>>) => Promise<void> {
  const { say } = useView()
  const [, setFailures] = useState(0)
  return async (writing) => {
    const written = await writing
    if (written.ok) return
    // The browser has flipped the control already, and nothing else draws it again: what is kept did not change.
    setFailures((count) => count + 1)
    // Loaded when it is needed: the first screen needs no other failure's text.
    const { failureText } = await loadFailureText()
    say(failureText(written.error))
  }
}

/** Six digits to be read out: large on the screen, and digit by digit to a reader, not as a number of hundreds of thousands. */

/** `ended`: the code is no longer valid. */
export function JoinCode({ code, ended = false }: { readonly code: string; readonly ended?: boolean }) {
  const grouped = `${code.slice(0, 3)} ${code.slice(3)}`
  return (
    <p class="big-code" translate={false} data-ended={ended}>
      {ended ? (
        <s aria-hidden="true">{grouped}</s>
      ) : (
        <span aria-hidden="true" data-testid="join-code">
          {grouped}
        </span>
      )}
      <span class="hush">{[...code].join(' ')}</span>
    </p>
  )
}

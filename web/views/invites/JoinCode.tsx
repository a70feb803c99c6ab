/** Six digits to be read out: large on the screen, and digit by digit to a reader, not as a number of hundreds of thousands. */
export function JoinCode({ code }: { readonly code: string }) {
  return (
    <p class="big-code">
      <span aria-hidden="true" data-testid="join-code">{`${code.slice(0, 3)} ${code.slice(3)}`}</span>
      <span class="hush">{[...code].join(' ')}</span>
    </p>
  )
}

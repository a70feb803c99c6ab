/** A client as budgets know it: the networks that its address lies in, each as hashes. */

/** One network. The hashes say nothing to who lacks the keys, and those live in memory alone. */
export interface NetworkKey {
  /** Under the key of this hour. */
  readonly now: string
  /** Under the key of the last hour: how it is found just after the key changed. */
  readonly before: string
  /** Under the key of this process: for what is counted while it lasts, such as open sockets. */
  readonly lasting: string
  /** How many times one customer's budget this network has. */
  readonly share: number
}

/** The narrowest network first. */
export type Client = readonly [NetworkKey, ...NetworkKey[]]

/** The same person as another site's page calls in its name: that spends budgets of its own. */
export function onForeignPage(client: Client): Client {
  const apart = (network: NetworkKey): NetworkKey => ({
    now: `${network.now} foreign`,
    before: `${network.before} foreign`,
    lasting: `${network.lasting} foreign`,
    share: network.share,
  })
  const [own, ...wider] = client
  return [apart(own), ...wider.map(apart)]
}

/**
 * How much more than one customer's a wider network's budget is. `close`: guesses, where each one more is a risk to others.
 * `loose`: what honest people use a lot of, in an office or behind a provider's one address.
 */
export type Widening = 'close' | 'loose'
export const widened = (budget: number, { share }: NetworkKey, widening: Widening): number =>
  budget * (widening === 'close' ? share : share ** 2)

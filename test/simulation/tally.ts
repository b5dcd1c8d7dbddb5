/** How often something happened: a simulation in which little happens proves little. */
export type Tally = Map<string, number>;

export const count = (tally: Tally, what: string, times = 1): void =>
  void tally.set(what, (tally.get(what) ?? 0) + times);

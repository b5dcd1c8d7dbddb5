/** Something that must always hold. `broken` says how it does not, in words for whoever repairs it. */
export type Law<Of> = { name: string; says: string; broken: (of: Of) => string | null };

/** A law was broken. */
export class Broken extends Error {
  readonly law: string;
  constructor(law: string, says: string, how: string) {
    super(`${law} (${says}): ${how}`);
    this.law = law;
  }
}

export function uphold<Of>(laws: Law<Of>[], of: Of): void {
  for (const { name, says, broken } of laws) {
    const how = broken(of);
    if (how !== null) throw new Broken(name, says, how);
  }
}

/** The first answer that is not null. */
export function firstOf<T>(list: Iterable<T>, broken: (one: T) => string | null): string | null {
  for (const one of list) {
    const how = broken(one);
    if (how !== null) return how;
  }
  return null;
}

export const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
export const show = (value: unknown): string => JSON.stringify(value);

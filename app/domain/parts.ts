/**
 * All of them, some at a time: at most so many, and together no heavier than that. What is too heavy by itself goes
 * alone.
 */
export function inParts<T>(
  all: readonly T[],
  most: number,
  weight: { of(one: T): number; atMost: number } = { of: () => 0, atMost: 0 },
): T[][] {
  const parts: T[][] = [];
  let heavy = 0;
  for (const one of all) {
    const part = parts.at(-1);
    heavy += weight.of(one);
    if (part && part.length < most && heavy <= weight.atMost) part.push(one);
    else {
      parts.push([one]);
      heavy = weight.of(one);
    }
  }
  return parts;
}

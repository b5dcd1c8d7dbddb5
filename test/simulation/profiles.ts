/** What kind of world a history happens in. Mixed: chance decides for each run. */
export const profiles = ["mixed", "calm", "wild", "deaf"] as const;
export type Profile = (typeof profiles)[number];

export function profileOf(name: string): Profile {
  const found = profiles.find((p) => p === name);
  if (!found) throw new Error(`There is no profile "${name}": choose one of ${profiles.join(", ")}.`);
  return found;
}

import type { Mutant } from "./mutant.ts";

const cause = "app/domain/cause.ts";
const shelf = "app/domain/shelf.ts";
const surge = "app/domain/surge.ts";

export const causeMutants: Mutant[] = [
  {
    name: "a late delivery is blamed for every order that comes after it",
    from: "each missing unit explains one owed unit",
    file: cause,
    find: "if (unitsBefore < explained) return one.found;",
    put: "if (explained > 0) return one.found;",
  },
  {
    name: "a delivery of another place is blamed",
    from: "scenario F12; units of one place serve that place",
    file: cause,
    find: "if (one.locationId !== line.locationId) continue;",
    put: "",
  },
  {
    name: "an order that was owed before gets a cause of today",
    from: "a cause is found when a debt begins",
    file: cause,
    find: "if (facts.wasOwed.has(id)) continue;",
    put: "",
  },
  {
    name: "orders older than the app are blamed on a supplier",
    from: "what is not known is not guessed",
    file: cause,
    find: 'if (facts.firstCount) return { cause: "not_known", because: "first_count" };',
    put: "",
  },
  {
    name: "parcels that leave look like lost stock",
    from: "orders explain what a shelf lost",
    file: shelf,
    find: "Math.max(0, lower - shipped)",
    put: "Math.max(0, lower)",
  },
  {
    name: "an ordinary good week is a surge",
    from: "three standard deviations above the mean",
    file: surge,
    find: "mean + 3 * Math.sqrt(Math.max(mean, variance))",
    put: "mean",
  },
];

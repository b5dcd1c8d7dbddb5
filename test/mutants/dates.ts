import type { Mutant } from "./mutant.ts";

const [days, eta, drift] = ["app/domain/days.ts", "app/domain/eta.ts", "app/domain/drift.ts"];

export const dateMutants: Mutant[] = [
  {
    name: "the day is that of Greenwich",
    from: "dates shifted through UTC",
    file: days,
    find: "return format.format(at);",
    put: "return at.toISOString().slice(0, 10);",
  },
  {
    name: "days are counted in the zone of the machine",
    from: "dates shifted through a zone",
    file: days,
    find: "Math.round((Date.parse(`${to}T00:00:00Z`)",
    put: "Math.floor((Date.parse(`${to}T00:00:00`)",
  },
  {
    name: "goods are unpacked on a Sunday",
    from: "scenario H22",
    file: days,
    find: "while (!isWorkingDay(day, calendar)) day = addDays(day, 1);",
    put: "",
  },
  {
    name: "one day of handling is forgotten",
    from: "off by one",
    file: days,
    find: "left > 0; left--",
    put: "left > 1; left--",
  },
  {
    name: "Sunday is no weekday",
    from: "0 or 7",
    file: days,
    find: ".getUTCDay() || 7",
    put: ".getUTCDay()",
  },
  {
    name: "31 February is a day",
    from: "dates that roll over",
    file: days,
    find: " && addDaysOrNull(text) === text",
    put: " && addDaysOrNull(text) !== null",
  },
  {
    name: "a date is shown for a partly covered line",
    from: "Odoo #57992",
    file: eta,
    find: "if (line.uncovered > 0) return null;",
    put: "",
  },
  {
    name: "the date of a line is that of its first units",
    from: "scenario H1",
    file: eta,
    find: "shipsBy > latest",
    put: "shipsBy < latest",
  },
  {
    name: "a part without a date is forgotten",
    from: "no date without full cover",
    file: eta,
    find: "if (shipsBy === null) return null;",
    put: "if (shipsBy === null) continue;",
  },
  {
    name: "a past date is still a date",
    from: "past date published; scenario H14",
    file: eta,
    find: "expectedOn && expectedOn >= today ?",
    put: "expectedOn ?",
  },
  {
    name: "units that Shopify keeps for something unseen are no drift",
    from: "the identity is checked from both sides",
    file: drift,
    find: "outstanding !== committed",
    put: "outstanding > committed",
  },
  {
    name: "a refund without restock is no drift",
    from: "scenario D16",
    file: drift,
    find: "outstanding !== committed",
    put: "outstanding < committed",
  },
  {
    name: "demand of another place is held against this one",
    from: "fulfillment order moved",
    file: drift,
    find: "needed.set(locationId, (needed.get(locationId) ?? 0) + outstanding);",
    put: "for (const { locationId: place } of facts.stock) needed.set(place, (needed.get(place) ?? 0) + outstanding);",
  },
  {
    name: "items that are not tracked are said to disagree",
    from: "scenario A11; a detector must be silent on consistent data",
    file: drift,
    find: "if (!facts.tracked) return [];",
    put: "",
  },
];

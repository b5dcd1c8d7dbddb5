import type { Mutant } from "./mutant.ts";

const holds = "app/domain/holds.ts";
const pegs = "app/domain/pegs.ts";
const brake = "app/domain/brake.ts";
const receipts = "app/domain/delivery-state.ts";
const sources = "app/domain/receipt.ts";

/** Receipts, holds and the brake. */
export const arrivalMutants: Mutant[] = [
  {
    name: "what staff released is held again",
    from: "decision 042",
    file: holds,
    find: 'if (known.state === "let_go") return [{ ...known, lineIds }];',
    put: "",
  },
  {
    name: "an edit of a held part looks like a release by hand",
    from: "found by the simulation",
    file: holds,
    find: "if (!toShip.some((p) => p.id === known.partId)) return [];",
    put: "",
  },
  {
    name: "our release takes the holds of others along",
    from: "decision 042",
    file: holds,
    find: "holdIds: ours.map((h) => h.id)",
    put: "holdIds: part.holds.map((h) => h.id)",
  },
  {
    name: "what is ready stays on hold",
    from: "issue 5, section 4",
    file: holds,
    find: "(!rules.on || (!all && !stale))",
    put: "!rules.on",
  },
  {
    name: "what could ship is held with what waits",
    from: "issue 5, section 4",
    file: holds,
    find: "lines: all ? [] : linesOf(wait)",
    put: "lines: []",
  },
  {
    name: "holds stay when the merchant wants none any more",
    from: "decision 042",
    file: holds,
    find: "const mayGo = !rules.on || approved ||",
    put: "const mayGo = approved ||",
  },
  {
    name: "a part of what others hold is asked for without an end",
    from: "Shopify does not split what is on hold",
    file: holds,
    find: 'if (part.holds.length > 0 && !all) return "held_by_others";',
    put: "",
  },
  {
    name: "a split for a hold is undone by the pin of its line",
    from: "found by the simulation",
    file: pegs,
    find: "parts.length === 1 ? parts : [...parts].sort((a, b) => isHeld(b) - isHeld(a))",
    put: "parts",
  },
  {
    name: "of a pinned line only the pinned part comes first",
    from: "found by the simulation",
    file: pegs,
    find: "return waiting.sort((a, b) => Number(pinned.has(b.line.lineId)) - Number(pinned.has(a.line.lineId)));",
    put: "return waiting.sort((a, b) => Number(b.pins.length > 0) - Number(a.pins.length > 0));",
  },
  {
    name: "the brake puts back what it likes, not what it found",
    from: "decision 044",
    file: brake,
    find: 'if (wish === "as_found") return found;',
    put: 'if (wish === "as_found") return found && "CONTINUE";',
  },
  {
    name: "the brake sells what the merchant stopped",
    from: "decision 044",
    file: brake,
    find: '(variant.found ?? variant.policy) === "DENY" && (!rule.opens || variant.discontinued)',
    put: "variant.discontinued",
  },
  {
    name: "the brake goes on where somebody switched by hand",
    from: "decision 044",
    file: brake,
    find: "if (variant.stopped) return leave({ kind: variant.stopped });",
    put: "",
  },
  {
    name: "a quantity that flaps switches each time",
    from: "decision 044",
    file: brake,
    find: "return until > now ? until.toISOString() : null;",
    put: "return null;",
  },
  {
    name: "the margin for those who buy at the same moment is forgotten",
    from: "issue 5, section 5",
    file: brake,
    find: "more: Math.max(0, tightest.units - margin)",
    put: "more: Math.max(0, tightest.units)",
  },
  {
    name: "what arrived is still expected",
    from: "scenario E8",
    file: receipts,
    find: "const received = line.received + came;",
    put: "const received = line.received;",
  },
  {
    name: "what arrived broken is still expected",
    from: "issue 5, section 1",
    file: receipts,
    find: "const came = count.arrived + count.damaged;",
    put: "const came = count.arrived;",
  },
  {
    name: "what will not come is still expected",
    from: "issue 5, section 1",
    file: receipts,
    find: 'count.rest === "gone" ? Math.min(line.quantity, received) : line.quantity',
    put: "line.quantity",
  },
  {
    name: "a delivery in two parts brings its units twice",
    from: "decision 041",
    file: receipts,
    find: "return { ...l, quantity: l.quantity - units };",
    put: "return l;",
  },
  {
    name: "the part that comes later takes no pins along",
    from: "decision 041",
    file: receipts,
    find: "if (peg.quantity > kept) go.push({ ...peg, quantity: peg.quantity - kept });",
    put: "",
  },
  {
    name: "a shelf that rises is of a receipt at another place",
    from: "found by the simulation",
    file: sources,
    find: "oldestFirst.filter((r) => r.locationId === rise.locationId)",
    put: "oldestFirst",
  },
  {
    name: "what rose before a receipt of fewer units is of it",
    from: "issue 5, section 1",
    file: sources,
    find: "taken <= 0 || !fits",
    put: "taken <= 0",
  },
  {
    name: "what a fulfillment service was asked to ship is put on hold",
    from: "issue 5, section 4",
    file: holds,
    find: 'if (part.requestStatus !== "UNSUBMITTED" && part.requestStatus !== "REJECTED") return "requested";',
    put: "",
  },
  {
    name: "a line without a date loses its cover unforeseen",
    from: "issue 5, section 3",
    file: "app/domain/slip.ts",
    find: "from === to && lost === 0",
    put: "from === to",
  },
];

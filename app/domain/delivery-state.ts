import type { Day, Id, Peg, Supply } from "./facts.ts";

/** A line of a delivery: what was ordered, and what of it has arrived. */
export type StateLine = {
  itemId: Id;
  quantity: number;
  received: number;
  /** Of those received: they cannot be sold. */
  damaged: number;
  receivedOn: Day | null;
};

/** All that people say of a delivery. A change of it is two of these, before and after; so is taking it back. */
export type DeliveryState = {
  reference: string;
  locationId: Id;
  supplierId: Id | null;
  /** The supplier's day or, of a window, its last. */
  statedOn: Day | null;
  earliestOn: Day | null;
  firstStatedOn: Day | null;
  orderedOn: Day | null;
  confirmed: boolean;
  inTransit: boolean;
  notes: string;
  status: string;
  lines: StateLine[];
};

export type ChangeKind =
  "changed" | "confirmed" | "canceled" | "received" | "split" | "moved" | "imported" | "undone";

export const toCome = (line: StateLine) => Math.max(0, line.quantity - line.received);

/** So many units of an item are still to come; what has arrived stays arrived. */
export function withUnits(state: DeliveryState, itemId: Id, units: number): DeliveryState {
  return {
    ...state,
    lines: state.lines.map((l) =>
      l.itemId === itemId ? { ...l, quantity: l.received + units, receivedOn: null } : l,
    ),
  };
}

/** Another day. A window that would begin after it is none. */
export function withDay(
  state: DeliveryState,
  statedOn: Day | null,
  earliestOn: Day | null = state.earliestOn,
): DeliveryState {
  const fits = statedOn !== null && earliestOn !== null && earliestOn < statedOn;
  return { ...state, statedOn, earliestOn: fits ? earliestOn : null };
}

/** What was counted of one item: units that can be sold, and units that cannot. */
export type Counted = {
  itemId: Id;
  arrived: number;
  damaged: number;
  /** What has not arrived: it stays expected, is not coming any more, or comes another day. */
  rest: "stays" | "gone" | "later";
};

/** Units have arrived. More than were to come close a line; so does a rest that is not coming. */
export function counted(state: DeliveryState, counts: Counted[], on: Day): DeliveryState {
  const lines = state.lines.map((line) => {
    const count = counts.find((c) => c.itemId === line.itemId);
    if (!count) return line;
    const came = count.arrived + count.damaged;
    const received = line.received + came;
    const quantity = count.rest === "gone" ? Math.min(line.quantity, received) : line.quantity;
    const wasOpen = line.received < line.quantity;
    const closed = wasOpen && received >= quantity && received > 0;
    return {
      ...line,
      quantity,
      received,
      damaged: line.damaged + count.damaged,
      receivedOn: closed ? (came > 0 ? on : (line.receivedOn ?? on)) : line.receivedOn,
    };
  });
  return settled({ ...state, lines });
}

/** A delivery of which nothing is to come has been received or, when nothing ever came, was canceled. */
export function settled(state: DeliveryState): DeliveryState {
  if (state.status !== "coming" || state.lines.some((l) => toCome(l) > 0)) return state;
  return { ...state, status: state.lines.some((l) => l.received > 0) ? "received" : "cancelled" };
}

/** Parts of lines come another day: what stays, and the second delivery. Null: nothing would stay, or nothing go. */
export function split(
  state: DeliveryState,
  parts: { itemId: Id; units: number }[],
  to: { reference: string; statedOn: Day | null },
): { stays: DeliveryState; goes: DeliveryState } | null {
  const going = state.lines.flatMap((line) => {
    const units = parts.find((p) => p.itemId === line.itemId)?.units ?? 0;
    return units > 0 ? [{ line, units }] : [];
  });
  if (going.length === 0 || going.some(({ line, units }) => units > toCome(line))) return null;
  const stays = {
    ...state,
    lines: state.lines.map((l) => {
      const units = going.find((g) => g.line.itemId === l.itemId)?.units ?? 0;
      return { ...l, quantity: l.quantity - units };
    }),
  };
  if (stays.lines.every((l) => toCome(l) === 0)) return null;
  const fresh = { received: 0, damaged: 0, receivedOn: null };
  return {
    // An empty line says nothing that the second delivery does not say.
    stays: { ...stays, lines: stays.lines.filter((l) => l.quantity > 0) },
    goes: {
      ...state,
      reference: to.reference,
      statedOn: to.statedOn,
      earliestOn: null,
      inTransit: false,
      lines: going.map(({ line, units }) => ({ itemId: line.itemId, quantity: units, ...fresh })),
    },
  };
}

/** "PO-118 (2)", "PO-118 (3)": the first name that is free. */
export function nameOfPart(reference: string, taken: string[]): string {
  const base = reference.replace(/ \(\d+\)$/, "").slice(0, 54);
  for (let n = 2; ; n++) {
    const name = `${base} (${n})`;
    if (!taken.includes(name)) return name;
  }
}

/**
 * Where pins and pegs of one item go when a part of its delivery does: each stays where it is as long as there are
 * units for it, in the order in which they were set, and the rest of it goes along.
 */
export function pegsOfParts<P extends Pick<Peg, "quantity">>(
  pegs: P[],
  stays: number,
): { stay: P[]; go: P[] } {
  let left = stays;
  const [stay, go]: [P[], P[]] = [[], []];
  for (const peg of pegs) {
    const kept = Math.min(left, peg.quantity);
    left -= kept;
    if (kept > 0) stay.push({ ...peg, quantity: kept });
    if (peg.quantity > kept) go.push({ ...peg, quantity: peg.quantity - kept });
  }
  return { stay, go };
}

/** What a delivery brings of an item as the debt book sees it; null when nothing of it is to come. */
export function supplyOf(
  deliveryId: Id,
  state: DeliveryState,
  expectedOn: Day | null,
  itemId: Id,
): Supply | null {
  const line = state.lines.find((l) => l.itemId === itemId);
  if (state.status !== "coming" || !line || toCome(line) === 0) return null;
  const { reference, locationId, confirmed } = state;
  return { deliveryId, reference, locationId, quantity: toCome(line), expectedOn, confirmed };
}

/** Whether two states are the same; the order of lines says nothing. */
export function sameState(a: DeliveryState, b: DeliveryState): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

/** Why a delivery is not taken back to what it was before a change: what became of it since. */
export function whyNotUndone(left: DeliveryState, is: DeliveryState | null): string {
  if (is === null) return "It isn't there anymore.";
  const arrived = (of: DeliveryState) => of.lines.reduce((sum, l) => sum + l.received, 0);
  const units = arrived(is) - arrived(left);
  if (units > 0) return `${units === 1 ? "1 unit has" : `${units} units have`} arrived since.`;
  if (is.status === "cancelled" && left.status !== "cancelled") return "It was canceled since.";
  return is.status === "linked" ? "It was linked to a transfer since." : "It was changed since.";
}

/** Keys come back from a JSON column in an order of its own. */
function inOrder({ lines, ...words }: DeliveryState): unknown[] {
  const sorted = (of: object) => Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
  const byItem = [...lines].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  return [sorted(words), byItem.map(sorted)];
}

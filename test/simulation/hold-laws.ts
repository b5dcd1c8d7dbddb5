import type { Id } from "#app/domain/facts.ts";
import { firstOf, show, sum, type Law } from "./laws.ts";
import type { Known } from "./rest-laws.ts";
import { lookAtHolds } from "./shopify-reads.ts";

type Parts = ReturnType<typeof lookAtHolds>;
const open = ["OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD"];

/** What holds of fulfillment orders when everything was read. */
export const holdLaws: Law<Known>[] = [
  {
    name: "our holds are what waits",
    says: "exactly what waits is on hold by us, save what staff released, and nothing that could ship",
    broken: (known) => firstOf(ordersOf(known), ([orderId, parts]) => wrong(known, orderId, parts)),
  },
  {
    name: "no hold is unknown",
    says: "every hold of ours in the shop is one that the app knows of, and the other way round",
    broken: (known) =>
      firstOf(ordersOf(known), ([orderId, parts]) => {
        const toShip = parts.filter((p) => open.includes(p.status) && p.lines.some((l) => l.remaining > 0));
        const there = toShip.flatMap((p) => p.holds.filter((h) => h.ours).map((h) => h.id));
        const rows = (known.memory.holds.get(orderId) ?? []).flatMap((k) =>
          k.state === "held" && toShip.some((p) => p.id === k.partId) ? k.holdId : [],
        );
        return show(there.sort()) === show(rows.sort())
          ? null
          : `${orderId}: ${show(there)}, known ${show(rows)}`;
      }),
  },
  {
    name: "only staff lets go",
    says: "what the app leaves alone was released by somebody else",
    broken: ({ memory, stage }) =>
      firstOf(memory.holds, ([orderId, known]) => {
        if (!stage.shop.orders[orderId]) return null;
        const lines = known.flatMap((k) => (k.state === "let_go" ? k.lineIds : []));
        const not = lines.find((id) => !stage.letGo.has(id));
        return not === undefined ? null : `line ${not} of ${orderId} was never released by hand`;
      }),
  },
];

const ordersOf = ({ memory, stage }: Known): [Id, Parts][] =>
  Object.keys(stage.shop.orders)
    .filter((id) => memory.orders.has(id))
    .map((id) => [id, lookAtHolds(stage.shop, id)]);

function wrong({ memory }: Known, orderId: Id, parts: Parts): string | null {
  const { on, review, wholeOrders } = memory.holdRules;
  const owed = new Map(
    [...memory.books.values()].flatMap((book) => book.owed.map((o) => [o.id, o] as const)),
  );
  const known = memory.holds.get(orderId) ?? [];
  const letGo = new Set(known.flatMap((k) => (k.state === "let_go" ? k.lineIds : [])));
  const owes = parts.some((p) => p.lines.some((l) => owed.has(l.id)));
  return firstOf(parts, (part) => {
    const ours = part.holds.filter((h) => h.ours).length;
    const others = part.holds.length - ours;
    const isOpen = open.includes(part.status);
    const units = isOpen ? sum(part.lines.map((l) => l.remaining)) : 0;
    const waits = sum(
      part.lines.filter((l) => isOpen && !letGo.has(l.lineId)).map((l) => owed.get(l.id)?.owed ?? 0),
    );
    if (units === 0) return null;
    const all = waits > 0 && waits === units;
    const row = known.find((k) => k.partId === part.id && k.state !== "let_go");
    const said = `${orderId}, part ${part.id}: ${waits} of ${units} wait, ${ours} holds of ours, ${others} of others, ${show(known)}`;
    if (ours > 1) return said;
    if (!on) return ours === 0 ? null : said;
    // What is ready may stay until somebody lets it go, or the order is whole.
    if (ours === 1)
      return all || (review && !row?.approved) || (wholeOrders && owes && !row?.approved) ? null : said;
    // Of what others hold nobody can hold a part.
    return waits === 0 || (others > 0 && !all) ? null : said;
  });
}

import type { Act, Given, Place, Thing } from "./vocabulary.ts";
import { readLine } from "./what-is.ts";

/**
 * A shop on a sheet of paper: as much of Shopify's arithmetic as the table's words need. It shares nothing with the
 * stand-in, so that the two runners are two opinions.
 */
export type PaperShop = {
  things: Map<Thing, PaperThing>;
  levels: Level[];
  orders: Map<string, PaperOrder>;
  parts: Part[];
  deliveries: Map<string, PaperDelivery>;
  rights: Extract<Act, { act: "reserve" }>[];
  closed: Set<Place>;
  lastId: number;
  lastPlaced: number;
};

type PaperThing = {
  id: string;
  tracked: boolean;
  policy: "CONTINUE" | "DENY";
  leadTimeDays: number | null;
  discontinued: boolean;
  gone: boolean;
};
/** `unsold`: units that are damaged or safety stock. */
type Level = { thing: Thing; place: Place; onHand: number; unsold: number; committed: number };
type PaperOrder = {
  id: string;
  lines: { id: string; thing: Thing; quantity: number; shipped: number }[];
  placed: number;
  paid: boolean;
  held: boolean;
  cancelled: boolean;
  priority: number;
  neededOn: number | null;
};
/** A line of a fulfillment order. */
export type Part = {
  id: string;
  order: string;
  index: number;
  place: Place;
  remaining: number;
  shipped: number;
};
type PaperDelivery = {
  id: string;
  thing: Thing;
  place: Place;
  toCome: number;
  day: number | null;
  draft: boolean;
};

export function openPaperShop(given: Given[]): PaperShop {
  const shop: PaperShop = {
    things: new Map(),
    levels: [],
    orders: new Map(),
    parts: [],
    deliveries: new Map(),
    rights: [],
    closed: new Set(),
    lastId: 100,
    lastPlaced: 0,
  };
  for (const { thing = "lamp", at, onHand, damaged = 0, safetyStock = 0, ...more } of given) {
    const { tracked = true, policy = "CONTINUE", leadTimeDays = null } = more;
    const is = { id: newId(shop), tracked, leadTimeDays, discontinued: false, gone: false };
    if (!shop.things.has(thing)) shop.things.set(thing, { ...is, policy });
    if (onHand !== undefined || !tracked)
      shop.levels.push({
        thing,
        place: at ?? "Berlin",
        onHand: onHand ?? 0,
        unsold: damaged + safetyStock,
        committed: 0,
      });
  }
  return shop;
}

export const newId = (shop: PaperShop) => String(++shop.lastId);

export const levelAt = (shop: PaperShop, thing: Thing, place: Place) =>
  shop.levels.find((l) => l.thing === thing && l.place === place);

/** One thing happens; a refusal of Shopify changes nothing. */
export function happens(shop: PaperShop, act: Act): void {
  const orderOf = (name: string) => shop.orders.get(name)!;
  const lineOf = (name: string) => {
    const { order, index, at } = readLine(name);
    const line = orderOf(order).lines[index]!;
    const parts = shop.parts.filter(
      (p) => p.order === order && p.index === index && (at === null || p.place === at),
    );
    return { order, index, line, parts };
  };
  const commit = (thing: Thing, place: Place, units: number) => {
    const level = levelAt(shop, thing, place);
    if (level && shop.things.get(thing)!.tracked) level.committed += units;
  };
  const addPart = (order: string, index: number, place: Place, remaining: number) => {
    shop.parts.push({ id: newId(shop), order, index, place, remaining, shipped: 0 });
  };
  /** Takes unshipped units off, the youngest part first. */
  const take = (name: string, units: number) => {
    const { line, parts } = lineOf(name);
    let left = units;
    for (const part of [...parts].reverse()) {
      const some = Math.min(left, part.remaining);
      part.remaining -= some;
      left -= some;
      commit(line.thing, part.place, -some);
    }
    line.quantity -= units;
  };
  const level = ({ thing = "lamp", at = "Berlin" }: { thing?: Thing; at?: Place }) =>
    levelAt(shop, thing, at)!;

  switch (act.act) {
    case "order": {
      const placed = act.placed ?? ++shop.lastPlaced;
      const lines = act.lines.map((l) => ({ ...l, id: newId(shop), shipped: 0 }));
      const as = { held: false, cancelled: false, priority: 0, neededOn: null, paid: !act.unpaid };
      shop.orders.set(act.order, { id: newId(shop), lines, placed, ...as });
      lines.forEach(({ thing, quantity }, index) => {
        const place = act.at ?? shop.levels.find((l) => l.thing === thing)?.place ?? "Berlin";
        addPart(act.order, index, place, quantity);
        commit(thing, place, quantity);
      });
      return;
    }
    case "draft":
    case "rename SKU":
    case "look again":
    case "archive product":
      return;
    case "edit": {
      const { line, parts } = lineOf(act.line);
      if (act.quantity < line.shipped) return;
      const more = act.quantity - line.quantity;
      if (more < 0) take(act.line, -more);
      else {
        parts[0]!.remaining += more;
        line.quantity += more;
        commit(line.thing, parts[0]!.place, more);
      }
      return;
    }
    case "add": {
      const { lines } = orderOf(act.order);
      lines.push({ id: newId(shop), thing: act.thing, quantity: act.quantity, shipped: 0 });
      addPart(act.order, lines.length - 1, "Berlin", act.quantity);
      commit(act.thing, "Berlin", act.quantity);
      return;
    }
    case "cancel":
      orderOf(act.order).lines.forEach(({ quantity, shipped }, i) =>
        take(`${act.order}.${i + 1}`, quantity - shipped),
      );
      orderOf(act.order).cancelled = true;
      return;
    case "delete order":
      shop.parts = shop.parts.filter((p) => p.order !== act.order);
      return;
    case "refund": {
      const { line, parts } = lineOf(act.line);
      if (act.quantity > line.quantity) return;
      if (act.how === "CANCEL") take(act.line, act.quantity);
      if (act.how === "RETURN") levelAt(shop, line.thing, parts[0]!.place)!.onHand += act.quantity;
      return;
    }
    case "ship": {
      const { line, parts } = lineOf(act.line);
      const part = parts.find((p) => p.remaining > 0)!;
      part.remaining -= act.quantity;
      part.shipped += act.quantity;
      line.shipped += act.quantity;
      commit(line.thing, part.place, -act.quantity);
      levelAt(shop, line.thing, part.place)!.onHand -= act.quantity;
      return;
    }
    case "unship": {
      for (const part of shop.parts.filter((p) => p.order === act.order)) {
        const line = orderOf(act.order).lines[part.index]!;
        part.remaining += part.shipped;
        line.shipped -= part.shipped;
        commit(line.thing, part.place, part.shipped);
        levelAt(shop, line.thing, part.place)!.onHand += part.shipped;
        part.shipped = 0;
      }
      return;
    }
    case "count":
      level(act).onHand = act.onHand;
      return;
    case "damage":
      level(act).unsold += act.units;
      return;
    case "commit elsewhere":
      level(act).committed += act.units;
      return;
    case "move": {
      const { order, index, line, parts } = lineOf(act.line);
      const part = parts[0]!;
      commit(line.thing, part.place, -act.quantity);
      commit(line.thing, act.to, act.quantity);
      if (part.remaining === act.quantity) part.place = act.to;
      else {
        part.remaining -= act.quantity;
        addPart(order, index, act.to, act.quantity);
      }
      return;
    }
    case "split": {
      const { order, index, parts } = lineOf(act.line);
      parts[0]!.remaining -= act.quantity;
      addPart(order, index, parts[0]!.place, act.quantity);
      return;
    }
    case "merge": {
      const [first, ...others] = shop.parts.filter((p) => p.order === act.order);
      for (const other of others) first!.remaining += other.remaining;
      shop.parts = shop.parts.filter((p) => !others.includes(p));
      return;
    }
    case "hold":
    case "release":
      orderOf(act.order).held = act.act === "hold";
      return;
    case "policy":
      shop.things.get(act.thing ?? "lamp")!.policy = act.policy;
      return;
    case "delete product":
      shop.things.get(act.thing ?? "lamp")!.gone = true;
      shop.levels = shop.levels.filter((l) => l.thing !== (act.thing ?? "lamp"));
      return;
    case "discontinue":
      shop.things.get(act.thing ?? "lamp")!.discontinued = true;
      return;
    case "close":
      shop.closed.add(act.place);
      return;
    case "delivery": {
      const { thing = "lamp", at: place = "Berlin", quantity: toCome, day, draft = false } = act;
      shop.deliveries.set(act.delivery, { id: newId(shop), thing, place, toCome, day, draft });
      return;
    }
    case "change delivery":
      Object.assign(shop.deliveries.get(act.delivery)!, { toCome: act.quantity, day: act.day });
      return;
    case "cancel delivery":
      shop.deliveries.delete(act.delivery);
      return;
    case "receive": {
      const coming = shop.deliveries.get(act.delivery)!;
      levelAt(shop, coming.thing, coming.place)!.onHand += act.quantity;
      coming.toCome = Math.max(0, coming.toCome - act.quantity);
      return;
    }
    case "take receipt back": {
      const coming = shop.deliveries.get(act.delivery)!;
      levelAt(shop, coming.thing, coming.place)!.onHand -= act.quantity;
      coming.toCome += act.quantity;
      return;
    }
    case "track": {
      const thing = act.thing ?? "lamp";
      shop.things.get(thing)!.tracked = true;
      for (const { order, index, place, remaining } of shop.parts)
        if (orderOf(order).lines[index]!.thing === thing) commit(thing, place, remaining);
      return;
    }
    case "reserve":
      shop.rights.push(act);
      return;
    case "serve first":
      orderOf(act.order).priority = 1;
      return;
    case "needed by":
      orderOf(act.order).neededOn = act.day;
      return;
  }
}

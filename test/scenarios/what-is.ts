import type { DeliveryName, LineName, Place, Seen, Then, Thing } from "./vocabulary.ts";

/** How a runner tells what it found, in the words of the table. */
export type Look = {
  /** Of each fulfillment line that has units to ship, oldest first. */
  parts(line: LineName): { ready: number; owed: number }[];
  covers(line: LineName): Record<DeliveryName, number>;
  shipsBy(line: LineName): number | null;
  promised(line: LineName): { days: (number | null)[]; offered: boolean };
  /** Kinds of the reasons given so far. */
  why(line: LineName): Set<string>;
  seen(thing: Thing): Seen;
  stock(place: Place): [onHand: number, committed: number];
  differences(): Record<Place, [committed: number, outstanding: number]>;
  /** Whether this step said and wrote nothing. */
  isSilent(): boolean;
};

/** What is, in the shape of what should be: the two are compared as a whole. */
export function whatIs(should: Then, look: Look): Then {
  const is: Then = { differs: look.differences() };
  const each = <T>(of: Record<string, T>, find: (name: string, was: T) => T) =>
    Object.fromEntries(Object.entries(of).map(([name, was]) => [name, find(name, was)]));
  const seen = (thing: Thing, asked: Partial<Seen>): Partial<Seen> => {
    const found = look.seen(thing);
    return Object.fromEntries(Object.keys(asked).map((key) => [key, found[key as keyof Seen]]));
  };
  if (should.lines) is.lines = each(should.lines, (name) => served(sum(look.parts(name))));
  if (should.parts) is.parts = each(should.parts, (name) => look.parts(name).map(served));
  if (should.covers) is.covers = each(should.covers, (name) => look.covers(name));
  if (should.dates) is.dates = each(should.dates, (name) => look.shipsBy(name));
  if (should.promised) is.promised = each(should.promised, (name) => look.promised(name).days);
  if (should.offered) is.offered = each(should.offered, (name) => look.promised(name).offered);
  if (should.why)
    is.why = each(should.why, (name, asked) => asked.filter((kind) => look.why(name).has(kind)));
  if (should.sees) is.sees = seen("lamp", should.sees);
  if (should.seesOf) is.seesOf = each(should.seesOf, seen);
  if (should.stock) is.stock = each(should.stock, (place) => look.stock(place));
  if (should.silent && look.isSilent()) is.silent = true;
  return is;
}

/** What should be, complete: what is not said about differences is that there are none. */
export const shouldBe = (then: Then): Then => ({ differs: {}, ...then });

/** The parts of a line's name. */
export function readLine(line: LineName): { order: string; index: number; at: Place | null } {
  const [, order, index, at] = /^(\w+?)(?:\.(\d+))?(?:@(\w+))?$/.exec(line)!;
  return { order: order!, index: Number(index ?? 1) - 1, at: at ?? null };
}

const served = ({ ready, owed }: { ready: number; owed: number }) => `${ready}/${owed}`;

const sum = (parts: { ready: number; owed: number }[]) =>
  parts.reduce((all, part) => ({ ready: all.ready + part.ready, owed: all.owed + part.owed }), {
    ready: 0,
    owed: 0,
  });

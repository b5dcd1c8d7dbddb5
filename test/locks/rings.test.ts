import { expect, test } from "vitest";
import type { Locked } from "./recorder.ts";
import { ringsIn } from "./rings.ts";

/** "book 1" is row 1 of book; a tilde in front means that others may share it. */
function locked(...names: string[]): Locked {
  const taken = names.map((name) => {
    const [, shared, on, key] = /^(~?)(.+) (\S+)$/.exec(name)!;
    return { on: on!, key: key!, shared: shared === "~", added: false, waits: true, by: "" };
  });
  return { of: names.join(), taken };
}

test("two that lock in one order never wait in a ring", () => {
  expect(ringsIn([locked("item 1", "line 1"), locked("item 1", "line 1")])).toEqual([]);
});

test("two that lock in opposite orders may, also of other rows than were seen, and by way of a third", () => {
  expect(ringsIn([locked("item 1", "line 1"), locked("line 1", "item 1")])).toHaveLength(1);
  const rows = [locked("item 1", "line 1"), locked("line 2", "item 2")];
  const met = ["item 1", "line 1", "line 2", "item 2"].map((name) => locked(name, "other 1"));
  expect(ringsIn([...rows, ...met])).toHaveLength(1);
  const three = [locked("a 1", "b 1"), locked("b 1", "c 1"), locked("c 1", "a 1")];
  expect(ringsIn(three)).toHaveLength(1);
});

test("several of a kind are locked in one order", () => {
  expect(ringsIn([locked("item 1", "item 2"), locked("item 1", "item 2")])).toEqual([]);
  expect(ringsIn([locked("item 2", "item 1"), locked("item 1", "item 2")])).toHaveLength(1);
});

test("whoever is alone by an earlier lock that belongs to a row meets nobody there", () => {
  const both = [locked("lock book 1", "item 1", "line 1"), locked("lock book 1", "line 1", "item 1")];
  expect(ringsIn(both)).toEqual([]);
  const another = locked("lock book 2", "line 1", "item 1");
  expect(ringsIn([...both, another])).not.toEqual([]);
});

test("shared locks wait only for whoever is alone", () => {
  const sharing = [locked("~tiers 1", "item 1"), locked("item 1", "~tiers 1")];
  expect(ringsIn(sharing)).toEqual([]);
  expect(ringsIn([...sharing, locked("tiers 1", "item 1")])).not.toEqual([]);
});

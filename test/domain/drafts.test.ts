import { describe, expect, test } from "vitest";
import { draftsSentence, draftsStale, isKeptTag, keptTag } from "#app/domain/drafts.ts";

const now = new Date("2026-11-22T10:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe("units in draft orders are counted anew when a page is opened", () => {
  test.each([
    ["never counted", null, 0, true],
    ["a minute ago", ago(60), 3, false],
    ["longer ago", ago(61), 3, true],
    ["of a thousand, which cost seven thousand points", ago(1400), 1000, false],
    ["of a thousand, half an hour ago", ago(1501), 1000, true],
  ])("%s", (_when, countedAt, drafts, stale) => {
    expect(draftsStale({ countedAt, drafts }, now)).toBe(stale);
  });
});

test("what stands in draft orders is said to be owed to nobody", () => {
  expect(draftsSentence(1)).toBe("1 more unit stands in open draft orders; it is not owed.");
  expect(draftsSentence(5)).toBe("5 more units stand in open draft orders; they are not owed.");
});

test("the draft orders by which we keep units are known by their tag, and no other's tag is taken for it", () => {
  expect(isKeptTag(keptTag("0123456789abcdef".repeat(4)))).toBe(true);
  expect(["kept-for-ada", "kept-", "Backorder"].filter(isKeptTag)).toEqual([]);
});

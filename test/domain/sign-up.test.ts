import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { saysNoSuchReader, withoutAddresses } from "#app/domain/delivery-report.ts";
import { clientIn } from "#app/domain/limits.ts";
import { decideNotice, settle, type NoticeFacts } from "#app/domain/notice.ts";
import { join, normalAddress, readRoot, readSignUp, refusal } from "#app/domain/sign-up.ts";
import { fill, fillSubject, readTexts } from "#app/domain/template.ts";
import { defaultTexts } from "#app/domain/mail-words.ts";
import { always } from "./check.ts";

const now = new Date("2026-11-22T09:00:00Z");
const read = (form: Record<string, string>) => readSignUp({ variant: "42", ...form }, "de-AT,de;q=0.9", now);

describe("the notify-me form", () => {
  test("scenario K1: one mailbox has one spelling", () => {
    expect(normalAddress("  Ada@Example.ORG ")).toBe("ada@example.org");
  });

  test.each(["", "ada", "ada@", "@example.org", "ada@example", "a b@example.org", "ada@@example.org"])(
    "“%s” is no address",
    (typed) => expect(normalAddress(typed)).toBeNull(),
  );

  test("an address that is two, or brings a header along, is none", () => {
    const tricks = [
      "ada@example.org,eve@example.org",
      "ada@example.org\r\nBcc: eve@example.org",
      '"ada eve"@example.org',
      "ada<eve@example.org>",
      "ada@example.org;eve@example.org",
      `${"a".repeat(65)}@example.org`,
      "ada@[127.0.0.1]",
    ];
    expect(tricks.filter((typed) => normalAddress(typed) !== null)).toEqual([]);
  });

  test("whatever is typed: an address that is taken has one @, no space and no control character", () => {
    always(fc.string({ unit: "binary", maxLength: 40 }), (typed) => {
      const address = normalAddress(`${typed}@example.org`);
      if (address !== null) expect(address).toMatch(/^[^\s@,;<>()"\p{C}]+@example\.org$/u);
    });
  });

  test("says whether nothing or something wrong was typed, in the shopper's language", () => {
    expect(read({ email: " " })).toEqual({ kind: "invalid", language: "de", empty: true });
    expect(read({ email: "ada", language: "fr" })).toEqual({ kind: "invalid", language: "fr", empty: false });
  });

  test.each([
    ["/de", "/de"],
    ["/en-ca", "/en-ca"],
    ["/zh-Hant-hk", "/zh-Hant-hk"],
    ["/", ""],
    ["", ""],
    ["//evil.example", ""],
    ["/de/../x", ""],
    ["/products", ""],
    ["@evil.example", ""],
    [".evil.example", ""],
  ])("pages of the shop that begin with “%s” begin with “%s” in its mails", (typed, root) =>
    expect(readRoot(typed)).toBe(root),
  );

  test("takes what a machine filled in for nothing: the field nobody sees, the page open for no time", () => {
    expect(read({ email: "ada@example.org", website: "http://x" }).kind).toBe("machine");
    expect(read({ email: "ada@example.org", t: String(now.getTime() - 300) }).kind).toBe("machine");
    expect(read({ email: "ada@example.org", t: String(now.getTime() - 9000) }).kind).toBe("read");
    expect(read({ email: "ada@example.org", t: "soon" }).kind).toBe("read");
  });

  test("a variant that is in stock needs no list, a discontinued or unknown one takes none", () => {
    expect(refusal({ state: "in_stock" })).toBe("in_stock");
    expect(refusal({ state: "discontinued" })).toBe("failed");
    expect(refusal(null)).toBe("failed");
    expect(refusal({ state: "backorder" })).toBeNull();
  });

  test("who waits keeps their place; who had left or was told begins anew", () => {
    expect(join("waiting", true)).toEqual({ state: "waiting", anew: false });
    expect(join("pending", true)).toEqual({ state: "pending", anew: false });
    expect(join("left", true)).toEqual({ state: "pending", anew: true });
    expect(join("told", false)).toEqual({ state: "waiting", anew: true });
  });
});

describe("who asks, behind proxies", () => {
  test("scenario K18: what the client writes into X-Forwarded-For changes nothing", () => {
    expect(clientIn("203.0.113.7", 0)).toBe("203.0.113.7");
    expect(clientIn("1.1.1.1, 203.0.113.7", 0)).toBe("203.0.113.7");
    expect(clientIn("8.8.8.8, 203.0.113.7, 10.0.0.2", 1)).toBe("203.0.113.7");
  });

  test("without a believable address everybody unknown is one client", () => {
    expect(clientIn(null, 0)).toBe("unknown");
    expect(clientIn("203.0.113.7", 3)).toBe("unknown");
    expect(clientIn("<script>", 0)).toBe("unknown");
  });

  test("a network of version 6 is one client, however it is written", () => {
    expect(clientIn("2001:db8:1:2::1", 0)).toBe("2001:db8:1:2");
    expect(clientIn("2001:0db8:0001:0002:ffff:ffff:ffff:ffff", 0)).toBe("2001:db8:1:2");
    expect(clientIn("2001:db8::", 0)).toBe("2001:db8:0:0");
  });
});

describe("in the moment of sending", () => {
  const facts: NoticeFacts = {
    kind: "restock",
    createdAt: now.toISOString(),
    subscription: { state: "waiting", toldAt: null },
    suppressed: false,
    sending: "on",
    shelf: { back: true, units: 1 },
    current: true,
    keeping: "no",
    allowedAt: null,
  };
  const gone = { back: false, state: "out_of_stock", owed: 0 } as const;
  const reason = (change: Partial<NoticeFacts>) => decideNotice({ ...facts, ...change }, now);

  test("scenario K8: what sold out meanwhile is announced to nobody", () => {
    expect(reason({ shelf: gone })).toEqual({ do: "drop", reason: "sold_out" });
  });
  test("who left, complained or was told is not written to", () => {
    expect(reason({ subscription: { state: "left", toldAt: null } })).toMatchObject({ reason: "left" });
    expect(reason({ suppressed: true })).toMatchObject({ reason: "suppressed" });
    expect(reason({ subscription: { state: "told", toldAt: null } })).toMatchObject({
      reason: "told_already",
    });
  });
  test("a mail about an earlier restock is out of date", () => {
    expect(reason({ current: false })).toMatchObject({ reason: "restock_over" });
  });
  test("who has a unit kept is told, though the rest is gone; else it is kept first", () => {
    expect(reason({ shelf: gone, keeping: "kept" })).toEqual({ do: "send" });
    expect(reason({ keeping: "wanted" })).toEqual({ do: "keep" });
    expect(reason({ shelf: gone, keeping: "wanted" })).toMatchObject({ do: "drop" });
    expect(reason({ subscription: { state: "left", toldAt: null }, keeping: "kept" })).toMatchObject({
      reason: "left",
    });
  });
  test("without a postal address alerts wait, and a confirmation, which offers nothing, does not", () => {
    expect(reason({ sending: "no_imprint" })).toMatchObject({ do: "wait" });
    const pending = { kind: "confirm", subscription: { state: "pending", toldAt: null } } as const;
    expect(reason({ ...pending, sending: "no_imprint" })).toEqual({ do: "send" });
    expect(reason({ ...pending, sending: "off" })).toMatchObject({ do: "wait" });
  });
  test("messages that were switched off wait", () => {
    expect(reason({ sending: "off" })).toMatchObject({ do: "wait" });
  });
  test("scenario K3: somebody who confirmed is not asked again", () => {
    expect(reason({ kind: "confirm" })).toMatchObject({ reason: "confirmed_already" });
  });
  test("scenario K3: a confirmation needs no stock, and is forgotten after a week", () => {
    const pending = {
      kind: "confirm",
      subscription: { state: "pending", toldAt: null },
      shelf: gone,
    } as const;
    expect(reason(pending)).toEqual({ do: "send" });
    expect(reason({ ...pending, createdAt: "2026-11-15T09:00:00Z" })).toMatchObject({ reason: "expired" });
    expect(reason({ ...pending, allowedAt: "2026-11-23T09:00:00Z" })).toEqual({
      do: "wait",
      until: "2026-11-23T09:00:00Z",
    });
  });
  test("scenario K13: what the server did not take is tried again, later each time; what may be out is not", () => {
    const no = { kind: "not_taken", problem: "busy" } as const;
    const due = [1, 2, 3, 4, 5].map((n) => settle(no, n, now)).map((s) => "dueAt" in s && s.dueAt);
    expect(due).toEqual([...due].sort());
    expect(new Set(due).size).toBe(5);
    expect(settle({ kind: "unknown", problem: "cut" }, 1, now)).toMatchObject({ state: "unknown" });
  });
});

describe("what mail servers say", () => {
  test.each([
    ["550 5.1.1 No such user", true],
    ["550 User unknown", true],
    ["551 not local", true],
    ["550 5.7.1 blocked", false],
    ["552 5.2.2 mailbox full", false],
    ["450 4.1.1 try later", false],
    ["554 5.7.1 spam", false],
  ])("%s: the reader does not exist: %s", (answer, no) => expect(saysNoSuchReader(answer)).toBe(no));

  test("is kept without addresses", () => {
    expect(withoutAddresses("550 <ada@example.org> unknown\n(ada@example.org)")).toBe(
      "550 <(address)> unknown ((address))",
    );
  });
});

describe("the merchant's own words", () => {
  const ours = defaultTexts.en;
  test("may name the item and the shop, and nothing else", () => {
    expect(readTexts({ body: "Here: {item} at {shop}" }, ours)).toMatchObject({ ok: true });
    expect(readTexts({ body: "{item} {constructor}" }, ours)).toEqual({
      ok: false,
      errors: { body: "{constructor} is unknown here. Use {item} or {shop}." },
    });
  });
  test("must name the item", () => {
    expect(readTexts({ body: "Hurry" }, ours)).toMatchObject({
      errors: { body: "This message must name the product: write {item}." },
    });
  });
  test("that are left empty are ours again", () => {
    expect(readTexts({ subject: "", body: " " }, ours)).toEqual({ ok: true, value: ours });
  });
  test("threat T9: a value is printed, never read again", () => {
    expect(fill("{item}", { item: "{shop} {{ 7*7 }}", shop: "secret" })).toBe("{shop} {{ 7*7 }}");
    expect(fill("{toString} {constructor}", { item: "x" })).toBe("{toString} {constructor}");
  });
  test("keep the subject short by shortening the item", () => {
    const subject = fillSubject("{item} is back", {
      item: "A very long name of a pack, olive green, XL",
      shop: "",
    });
    expect(subject.length).toBeLessThanOrEqual(50);
    expect(subject).toMatch(/… is back$/);
  });
});

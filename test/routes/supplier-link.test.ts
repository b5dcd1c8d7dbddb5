import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookOf, today } from "#test/database/small-book.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

let world: TestWorld;
let path: string;
let page: string;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld({ worker: false });
  world.app.now = () => new Date(`${today}T11:00:00Z`);
  const book = bookOf(world.app.db, demoShop);
  await book.shop({ importedAt: new Date() });
  await book.product("11", "Trail pack", { state: "backorder", owed: 2 });
  await open(world, "/app");
  await world.app.db.shop.update({
    where: { shop: demoShop },
    data: { name: "Northern Trail", importedAt: new Date(), timeZone: "Europe/Berlin" },
  });
  await send(world, "/app/suppliers", { name: "<b>Acme</b>", leadTimeDays: "", dates: "stated" });
  const { supplierId } = await world.app.db.supplier.findFirstOrThrow({ where: { shop: demoShop } });
  path = `/app/suppliers/${supplierId}`;
  const { deliveryOfLinesEntered } = await import("#app/flows/delivery-entered.server.ts");
  const variant = await world.app.db.variant.findFirstOrThrow({ where: { shop: demoShop, productId: "11" } });
  const delivery = { locationId: "1", reference: "PO-118", supplierId, expectedOn: "2026-12-12" };
  await deliveryOfLinesEntered(world.app, demoShop, delivery, [{ itemId: variant.itemId, quantity: 10 }]);
}, 180_000);
afterAll(() => world?.close());

/** As a browser without a script, at the supplier's. */
async function visit(at: string, form?: Record<string, string>) {
  const response = await fetch(at, {
    headers: { "accept-language": "de" },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  return { status: response.status, headers: response.headers, html: await response.text() };
}
const fieldIn = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)![1]!;

describe("the link of a supplier", () => {
  test("is shown once, and its page asks about the supplier's own deliveries", async () => {
    const made = await send(world, path, { intent: "link", days: "14" });
    const [, token] = /\/supplier\/([\w.-]+)/.exec(made.html)!;
    page = `${world.webUrl}/supplier/${token}`;
    expect((await open(world, path)).html).not.toContain(token);
    const { status, headers, html } = await visit(page);
    expect(status).toBe(200);
    expect(words(html)).toContain("Deliveries to Northern Trail");
    expect(words(html)).toContain("Will PO-118 arrive on December 12, 2026?");
    expect(words(html)).toContain("Trail pack, Olive · SKU-11");
    expect(html).not.toContain("<script");
    // A style sheet with a letter written as HTML loses its rules.
    expect(/<style>section[^<]*<\/style>|<style>\s[^<]*<\/style>/.exec(html)![0]).not.toContain("&");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("set-cookie")).toBeNull();
  });

  test("names neither what Shopify calls the item nor the shop's own expectation", async () => {
    const { itemId } = await world.app.db.variant.findFirstOrThrow({
      where: { shop: demoShop, productId: "11" },
    });
    await world.app.db.delivery.updateMany({
      where: { shop: demoShop },
      data: { expectedOn: new Date("2026-12-24") },
    });
    const { html } = await visit(page);
    expect(html).toMatch(/type="number"[^>]* name="u[\da-f]{16}"|name="u[\da-f]{16}"[^>]* type="number"/);
    expect(html).not.toContain(`"${itemId}"`);
    expect(html).not.toContain("December 24");
  });

  test("says what is wrong beside what was typed", async () => {
    const delivery = fieldIn((await visit(page)).html, "delivery");
    const { status, html } = await visit(page, { delivery, answer: "date", comment: "<script>x</script>" });
    expect(status).toBe(422);
    expect(words(html)).toContain("Enter a date from today on, within two years.");
    expect(html).toContain("&lt;script&gt;x");
  });

  test("takes a new day, which waits at Home and at the delivery until it is accepted", async () => {
    const delivery = fieldIn((await visit(page)).html, "delivery");
    const said = { delivery, answer: "date", statedOn: "2026-12-19", comment: "Port strike" };
    expect(words((await visit(page, said)).html)).toContain("The store will look at what you said.");
    expect(words((await visit(page)).html)).toContain("You said December 19, 2026.");
    expect(words((await open(world, "/app")).html)).toContain("Answer 1 message from suppliers");
    for (const at of ["/app/suppliers/answers", `/app/incoming/${delivery}`]) {
      const seen = words((await open(world, at)).html);
      expect(seen).toContain("says that it arrives on Dec 19, in 27 days; you have Dec 12.");
      expect(seen).toContain("“Port strike”");
    }
    const { proposalId } = await world.app.db.proposal.findFirstOrThrow({ where: { shop: demoShop } });
    const preview = await open(world, `/app/suppliers/answers/${proposalId}`);
    expect(preview.status).toBe(200);
    await send(world, "/app/suppliers/answers", { intent: "accept", proposalId });
    expect(words((await visit(page)).html)).toContain("Will PO-118 arrive on December 19, 2026?");
    const twice = await send(world, "/app/suppliers/answers", { intent: "refuse", proposalId });
    expect(twice.status).toBe(422);
    expect(words((await open(world, "/app/suppliers/answers")).html)).toContain(
      "No supplier waits for an answer.",
    );
  });

  test("speaks the supplier's language, and asks nobody's address", async () => {
    const asked = { intent: "link-words", language: "ar", accept: "", contactName: "", contactEmail: "" };
    await send(world, path, asked);
    expect((await visit(page)).html).toContain('<html lang="ar" dir="rtl">');
    const wrong = await send(world, path, {
      ...asked,
      accept: "on",
      acceptDays: "x",
      contactEmail: "nobody",
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("Enter a whole number from 0 to 60.");
    expect(wrong.html).toContain("Enter an address like name@example.com.");
  });

  test("keeps a contact encrypted, and forgets it when it is emptied", async () => {
    const asked = {
      intent: "link-words",
      language: "en",
      contactName: "Kim",
      contactEmail: "kim@acme.example",
    };
    await send(world, path, asked);
    expect((await open(world, path)).html).toContain("kim@acme.example");
    const kept = async () =>
      (await world.app.db.supplier.findFirstOrThrow({ where: { shop: demoShop } })).contact;
    expect(await kept()).not.toMatch(/^$|kim/i);
    await send(world, path, { ...asked, contactName: "", contactEmail: "" });
    expect(await kept()).toBe("");
  });

  test("is one page for every bad link, in the language of whoever opens it", async () => {
    await send(world, path, { intent: "revoke" });
    const [ended, forged] = [
      await visit(page),
      await visit(`${world.webUrl}/supplier/1.x.y`, { delivery: "1" }),
    ];
    expect([ended.status, forged.status]).toEqual([404, 404]);
    expect(ended.html).toBe(forged.html);
    expect(words(ended.html)).toContain("Dieser Link funktioniert nicht mehr.");
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { alertsTo, confirmationsTo, tokenIn, worldWithMail } from "#test/alert-acts.ts";
import { mailServer, type MailServer } from "#test/mail/mail-server.ts";
import { demoShop, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let server: MailServer;
let pack: StockedVariant;
beforeAll(async () => {
  server = await mailServer();
  world = await worldWithMail(server);
  pack = await stockedVariant(world, { title: "Pack {{ shop.email }}", available: 0, policy: "DENY" });
  await world.install();
});
beforeEach(() => world.shopify.clock.advance(61_000));
afterAll(async () => {
  await world?.close();
  await server?.close();
});

let posts = 0;
/** As Shopify passes a storefront's form on. */
function post(
  form: Record<string, string>,
  {
    headers = {},
    sign = true,
    client = `203.0.113.${++posts}`,
  }: { headers?: Record<string, string>; sign?: boolean; client?: string } = {},
): Promise<Response> {
  const query = sign ? world.shopify.signAppProxy(demoShop, new URLSearchParams()) : "";
  return fetch(`${world.webUrl}/proxy/notify?${query}`, {
    method: "POST",
    headers: { "x-forwarded-for": client, ...headers },
    body: new URLSearchParams({ variant: tail(pack.variantId), ...form }),
  });
}
const json = { accept: "application/json" };
const own = (path: string) => path.replace("https://shipsby.test", world.webUrl);
const click = (token: string, body = "") =>
  fetch(`${world.webUrl}/alerts/leave?token=${token}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

describe("the notify-me form", () => {
  test("answers a script in JSON, in the shopper's language", async () => {
    const answer = await post({ email: "ada@example.org", language: "fr" }, { headers: json });
    expect(await answer.json()).toEqual({
      state: "confirm",
      message: "C'est presque fait. Nous vous envoyons un lien de confirmation.",
    });
  });

  test("answers without a script with a page in the theme, and a way back", async () => {
    const answer = await post({ email: "bob@example.org" });
    expect(answer.headers.get("content-type")).toContain("application/liquid");
    const page = await answer.text();
    expect(page).toContain("Almost done. We&#x27;ll email you a link to confirm.");
    expect(page).toContain("Back to the product");
  });

  test("asks again where the address is none, and keeps what else was said", async () => {
    const page = await (await post({ email: "bob", stay: "on" })).text();
    expect(page).toContain("Enter an address like name@example.com.");
    expect(page).toContain('name="stay" value="on"');
    expect(page).toContain('action="/apps/shipsby/notify"');
  });

  test("threat T9: nothing that somebody typed or named becomes Liquid", async () => {
    const nasty = { email: "{{ 1 }}", consent: "{{ shop.secret }}", consent_text: "{% include 'x' %}" };
    const page = await (await post(nasty)).text();
    expect(page).not.toMatch(/[{}]/);
  });

  test("threat T3: nothing is taken from whom Shopify does not vouch for", async () => {
    expect((await post({ email: "eve@example.org" }, { sign: false })).status).toBe(400);
  });

  test("a form of megabytes is not read", async () => {
    const answer = await post(
      { email: "eve@example.org", consent_text: "x".repeat(100_000) },
      { headers: json },
    );
    expect(await answer.json()).toMatchObject({ state: "invalid" });
  });

  test("scenario K18: a client stays limited, whatever it claims to be", async () => {
    const states = [];
    for (let n = 0; n < 6; n++) {
      const client = `${n}.${n}.${n}.${n}, 198.51.100.9`;
      const answer = await post({ email: `mal${n}@example.org` }, { headers: json, client });
      states.push(((await answer.json()) as { state: string }).state);
    }
    expect(states).toEqual([...Array<string>(5).fill("confirm"), "limited"]);
  });
});

describe("the links of a mail", () => {
  test("lead through a page to the list, and out of it with one click and no login", async () => {
    await post({ email: "cleo@example.org", root: "/de" });
    await world.settled();
    const confirm = tokenIn(confirmationsTo(server, "cleo@example.org")[0]!, "confirm");
    const page = await fetch(own(`https://shipsby.test/alerts/confirm?token=${confirm}`));
    const read = await page.text();
    expect(read).toContain("We&#x27;ll email you when these are back:");
    // The address is the app's: whose page it is has to stand on it.
    expect(read).toContain("Northern Trail Supply");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    const done = await fetch(own(`https://shipsby.test/alerts/confirm?token=${confirm}`), { method: "POST" });
    const answer = await done.text();
    expect(answer).toContain("You&#x27;re on the list.");
    expect(answer).toMatch(
      new RegExp(`href="https://${demoShop}/de/products/[^"]*variant=${tail(pack.variantId)}"`),
    );

    await pack.setAvailable(5);
    await world.settled();
    const [alert] = alertsTo(server, "cleo@example.org");
    expect(alert!.text).toContain(`https://${demoShop}/de/products/`);
    const url = /<(.*)>/.exec(alert!.header("list-unsubscribe")[0]!)![1]!;
    const oneClick = await fetch(own(url), {
      method: "POST",
      body: "List-Unsubscribe=One-Click",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(oneClick.status).toBe(200);
    const rows = await world.app.db.subscription.findMany({
      where: { shop: demoShop, who: world.app.addresses.who(demoShop, "cleo@example.org") },
    });
    expect(rows.map((r) => [r.state, r.sealed])).toEqual([["left", ""]]);
    await pack.setAvailable(0);
    await world.settled();
  });

  test("scenario K16: every bad link gets the same page", async () => {
    const pages = await Promise.all(
      ["", "?token=", "?token=x", "?token=1.a.b", `?token=${"1".repeat(5000)}`].map(async (query) => {
        const answer = await fetch(`${world.webUrl}/alerts/leave${query}`);
        return [answer.status, await answer.text()];
      }),
    );
    expect(new Set(pages.map(String)).size).toBe(1);
    expect(pages[0]).toEqual([404, expect.stringContaining("This link no longer works.")]);
    expect((await click("x", "List-Unsubscribe=One-Click")).status).toBe(404);
  });

  test("erase everything about a person, at their word", async () => {
    await post({ email: "dora@example.org" });
    await world.settled();
    const who = world.app.addresses.who(demoShop, "dora@example.org");
    const { subscriptionId } = await world.app.db.subscription.findFirstOrThrow({
      where: { shop: demoShop, who },
    });
    const token = world.app.links.token("leave", { shop: demoShop, subscriptionId });
    const page = await (await fetch(`${world.webUrl}/alerts/leave?token=${token}`)).text();
    expect(page).toContain("email you once when it&#x27;s back");
    expect(await (await click(token, "what=everything")).text()).toContain("Nothing about you is kept.");
    expect(await world.app.db.subscription.count({ where: { shop: demoShop, who } })).toBe(0);
    expect(await world.app.db.notice.count({ where: { shop: demoShop, who } })).toBe(0);
  });
});

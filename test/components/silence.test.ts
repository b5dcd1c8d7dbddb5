import { describe, expect, test } from "vitest";
import { askingAgain, forgetLost } from "#app/components/silence.ts";

const page = new URL("https://app.test/app/incoming/1.data");
const ours = (status: number, more: Record<string, string> = {}) =>
  new Response("[]", { status, headers: { "X-Remix-Response": "yes", ...more } });
const proxys = (status: number) => new Response("<h1>Bad Gateway</h1>", { status });
const broken = new TypeError("Failed to fetch");

/** A browser whose server answers so, one after the other. */
function asking(...answers: (Response | Error)[]) {
  const sent: string[] = [];
  const ids: string[] = [];
  const pauses: number[] = [];
  const ask = askingAgain(
    (_to, init) => {
      sent.push(init?.method ?? "GET");
      ids.push(new Headers(init?.headers).get("X-Shipsby-Action") ?? "");
      const answer = answers.shift();
      return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer!);
    },
    async (tries) => void pauses.push(tries),
  );
  return { ask, sent, ids, pauses };
}

test("a page is asked for again until the app itself answers", async () => {
  const { ask, pauses } = asking(proxys(502), broken, proxys(503), ours(200));
  expect((await ask(page)).status).toBe(200);
  expect(pauses).toEqual([0, 1, 2]);
});

test.each([[ours(500)], [ours(404)], [ours(401)], [proxys(404)]])(
  "what the app says of a page is its answer, bad news too",
  async (answer) => {
    const { ask, pauses } = asking(answer);
    expect(await ask(page)).toBe(answer);
    expect(pauses).toEqual([]);
  },
);

test.each([[proxys(502)], [proxys(503)], [proxys(413)], [proxys(200)], [broken]])(
  "what was sent and not answered by the app is sent once, and the form hears nothing",
  async (answer) => {
    const { ask, sent } = asking(answer, ours(200));
    const heard = await ask(page, { method: "POST" });
    expect([heard.status, await heard.text()]).toEqual([503, '[{"_1":-5},"data"]\n']);
    expect(sent).toEqual(["POST"]);
  },
);

test("a fault of the app takes no form away either", async () => {
  const { ask } = asking(ours(500, { "X-Shipsby-Fault": "A1B2C3D4" }));
  expect((await ask(page, { method: "POST" })).status).toBe(503);
});

test.each([200, 422, 401])("an answer to what was sent is left as it is (%i)", async (status) => {
  const answer = ours(status);
  expect(await asking(answer).ask(page, { method: "POST" })).toBe(answer);
});

describe("what is sent again because nobody answered", () => {
  const form = (quantity: number) => ({
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ intent: "receive", quantity: String(quantity) }),
  });
  const fault = () => ours(500, { "X-Shipsby-Fault": "A1B2C3D4" });

  test("is the same act until it is answered, and the next one is another", async () => {
    const { ask, ids } = asking(proxys(502), broken, fault(), ours(200), ours(200));
    for (let i = 0; i < 5; i++) await ask(page, form(2));
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids.map((id) => ids.indexOf(id))).toEqual([0, 0, 0, 0, 4]);
  });

  test("is another act where it says something else, or says it elsewhere", async () => {
    const { ask, ids } = asking(broken, broken, broken, ours(422), ours(200));
    await ask(page, form(2));
    await ask(page, form(3));
    await ask(new URL("https://app.test/app/incoming/2.data"), form(2));
    await ask(page, form(3));
    await ask(page, form(2));
    expect(ids.map((id) => ids.indexOf(id))).toEqual([0, 1, 2, 1, 0]);
  });

  test("is forgotten with the page that it was typed in", async () => {
    const { ask, ids } = asking(broken, ours(200));
    await ask(page, form(2));
    forgetLost();
    await ask(page, form(2));
    expect(new Set(ids).size).toBe(2);
  });

  test("is never a file, of which nobody knows whether it is the same", async () => {
    const { ask, ids } = asking(broken, ours(200));
    for (let i = 0; i < 2; i++) await ask(page, { method: "POST", body: new FormData() });
    expect(new Set(ids).size).toBe(2);
  });
});

test("whoever does not wait for an answer any more hears that it was left", async () => {
  const { ask } = asking(broken);
  const signal = AbortSignal.abort();
  await expect(ask(page, { method: "POST", signal })).rejects.toBe(broken);
});

test("other requests are none of it", async () => {
  const { ask } = asking(proxys(502));
  expect((await ask("https://app.test/files/logo.svg")).status).toBe(502);
});

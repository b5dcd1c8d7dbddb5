import { expect, test } from "vitest";
import { askingAgain } from "#app/components/silence.ts";

const page = new URL("https://app.test/app/incoming/1.data");
const ours = (status: number, more: Record<string, string> = {}) =>
  new Response("[]", { status, headers: { "X-Remix-Response": "yes", ...more } });
const proxys = (status: number) => new Response("<h1>Bad Gateway</h1>", { status });
const broken = new TypeError("Failed to fetch");

/** A browser whose server answers so, one after the other. */
function asking(...answers: (Response | Error)[]) {
  const sent: string[] = [];
  const pauses: number[] = [];
  const ask = askingAgain(
    (_to, init) => {
      sent.push(init?.method ?? "GET");
      const answer = answers.shift();
      return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer!);
    },
    async (tries) => void pauses.push(tries),
  );
  return { ask, sent, pauses };
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

test("whoever does not wait for an answer any more hears that it was left", async () => {
  const { ask } = asking(broken);
  const signal = AbortSignal.abort();
  await expect(ask(page, { method: "POST", signal })).rejects.toBe(broken);
});

test("other requests are none of it", async () => {
  const { ask } = asking(proxys(502));
  expect((await ask("https://app.test/files/logo.svg")).status).toBe(502);
});

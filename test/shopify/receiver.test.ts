import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiSecret, demoShop, testWorld, type TestWorld } from "#test/world.ts";

const previousSecret = "the-secret-before";
let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({ worker: false, env: { SHOPIFY_API_SECRET_PREVIOUS: previousSecret } });
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.app.db.inbox.deleteMany();
});

type Sent = { body: string | Buffer; headers: Record<string, string | string[]>; method: string };

const sign = (body: string | Buffer, secret = apiSecret) =>
  createHmac("sha256", secret).update(body).digest("base64");

function headersFor(body: string | Buffer, secret = apiSecret): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "X-Shopify-Topic": "orders/updated",
    "X-Shopify-Shop-Domain": demoShop,
    "X-Shopify-Hmac-Sha256": sign(body, secret),
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Event-Id": randomUUID(),
    "X-Shopify-Triggered-At": "2026-11-22T10:00:00.000000000Z",
    "X-Shopify-API-Version": "2026-07",
  };
}

const order = '{"id":9007199254741993,"admin_graphql_api_id":"gid://shopify/Order/9007199254741993"}';

/** A request as Shopify sends it, with what a test changes about it. */
function request(change: (sent: Sent) => void = () => {}, body: string | Buffer = order): Sent {
  const sent: Sent = { body, headers: headersFor(body), method: "POST" };
  change(sent);
  return sent;
}

function post({ body, headers, method }: Sent, url = `${world.webUrl}/webhooks`): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    outgoing.on("error", reject);
    outgoing.end(method === "GET" ? undefined : body);
  });
}

const kept = () => world.app.db.inbox.findMany({ orderBy: { seq: "asc" } });

describe("a webhook that Shopify signed", () => {
  test("is kept word for word before it is acknowledged", async () => {
    const body = '{ "id": 1,\n\t"title": "Überzug \u{1F9E2} \\u0000" }';
    const sent = request((s) => (s.headers["X-Shopify-Topic"] = "products/update"), body);
    expect(await post(sent)).toBe(200);
    expect(await kept()).toMatchObject([
      {
        shop: demoShop,
        topic: "products/update",
        webhookId: sent.headers["X-Shopify-Webhook-Id"],
        eventId: sent.headers["X-Shopify-Event-Id"],
        triggeredAt: new Date("2026-11-22T10:00:00Z"),
        state: "waiting",
        body,
      },
    ]);
  });

  test("about an order is kept with what is read of it alone", async () => {
    await post(request(() => {}, '{ "id": 1, "email": "somebody@example.com", "note": "ring twice" }'));
    expect(await kept()).toMatchObject([{ topic: "orders/updated", body: '{"id":1}' }]);
  });

  test("is kept once, however often it comes, and its first body stays", async () => {
    const sent = request();
    const again = request(
      (s) => (s.headers["X-Shopify-Webhook-Id"] = sent.headers["X-Shopify-Webhook-Id"]!),
      '{"id":2}',
    );
    expect(await Promise.all([sent, sent, sent].map((s) => post(s)))).toEqual([200, 200, 200]);
    expect(await post(again)).toBe(200);
    expect(await kept()).toMatchObject([{ body: order }]);
  });

  test("is another one when its topic or its shop differs: the id alone says nothing", async () => {
    const id = randomUUID();
    const as = (name: string, value: string) =>
      request((s) => Object.assign(s.headers, { "X-Shopify-Webhook-Id": id, [name]: value }));
    await post(as("X-Shopify-Topic", "orders/create"));
    await post(as("X-Shopify-Topic", "orders/edited"));
    await post(as("X-Shopify-Shop-Domain", "other-shop.myshopify.com"));
    expect(await kept()).toHaveLength(3);
  });

  test("is taken with the secret that was used until just now, during a rotation", async () => {
    expect(
      await post(request((s) => (s.headers["X-Shopify-Hmac-Sha256"] = sign(s.body, previousSecret)))),
    ).toBe(200);
    expect(
      await post(request((s) => (s.headers["X-Shopify-Hmac-Sha256"] = sign(s.body, "older still")))),
    ).toBe(401);
  });

  test("may have the size that Shopify allows, and no more", async () => {
    const bodyOf = (bytes: number) => `{"id":1,"note":"${"x".repeat(bytes - 20)}"}`;
    expect(await post(request(() => {}, bodyOf(10 * 1024 * 1024 - 100)))).toBe(200);
    expect(await post(request(() => {}, bodyOf(10 * 1024 * 1024 + 100)))).toBe(413);
    expect(await post(request(() => {}, bodyOf(30 * 1024 * 1024)))).toBe(413);
    expect(await kept()).toHaveLength(1);
  });

  test("may claim anything in its headers, which are not signed, and hurts nobody by it", async () => {
    const odd: Record<string, string>[] = [
      { "X-Shopify-Triggered-At": "yesterday" },
      { "X-Shopify-Triggered-At": "+099999-01-01T00:00:00Z" },
      { "X-Shopify-Triggered-At": "-000900-01-01T00:00:00Z" },
      { "X-Shopify-Topic": randomBytes(3000).toString("hex") },
      { "X-Shopify-Webhook-Id": randomBytes(3000).toString("hex") },
      { "X-Shopify-Event-Id": randomBytes(3000).toString("hex") },
      { "X-Shopify-Topic": "'; drop table inbox; --" },
    ];
    const answers = await Promise.all(
      odd.map((headers) => post(request((s) => Object.assign(s.headers, headers)))),
    );
    expect(answers).toEqual(odd.map(() => 200));
    expect(await kept()).toHaveLength(odd.length);
  });

  test("whose shop is none is refused", async () => {
    for (const shop of [
      "evil.example",
      "demo-shop.myshopify.com.evil.example",
      "evil.example#.myshopify.com",
      `${"a".repeat(3000)}.myshopify.com`,
    ]) {
      expect(await post(request((s) => (s.headers["X-Shopify-Shop-Domain"] = shop)))).toBe(400);
    }
    expect(await kept()).toEqual([]);
  });
});

describe("what Shopify did not sign", () => {
  test("any single changed byte of the body is forgery", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(order.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const forged = Buffer.from(order);
        forged[at]! ^= change;
        expect(await post(request((s) => (s.body = forged)))).toBe(401);
      }),
      {
        numRuns: Number(process.env["FORGERY_RUNS"] ?? 150),
        seed: Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31),
      },
    );
    expect(await kept()).toEqual([]);
  });

  test.each<[string, (s: Sent) => void, number]>([
    ["another secret", (s) => (s.headers["X-Shopify-Hmac-Sha256"] = sign(s.body, "guessed")), 401],
    ["the signature of nothing", (s) => (s.headers["X-Shopify-Hmac-Sha256"] = sign("")), 401],
    [
      "a signature in hex",
      (s) =>
        (s.headers["X-Shopify-Hmac-Sha256"] = createHmac("sha256", apiSecret).update(s.body).digest("hex")),
      401,
    ],
    ["a signature cut short", (s) => (s.headers["X-Shopify-Hmac-Sha256"] = sign(s.body).slice(0, -4)), 401],
    ["two signatures", (s) => (s.headers["X-Shopify-Hmac-Sha256"] = [sign(s.body), sign(s.body)]), 401],
    ["a byte order mark in front of the body", (s) => (s.body = `\uFEFF${order}`), 401],
    ["no signature", (s) => delete s.headers["X-Shopify-Hmac-Sha256"], 400],
    ["no topic", (s) => delete s.headers["X-Shopify-Topic"], 400],
    ["no shop", (s) => delete s.headers["X-Shopify-Shop-Domain"], 400],
    ["no webhook id", (s) => delete s.headers["X-Shopify-Webhook-Id"], 400],
    ["no version", (s) => delete s.headers["X-Shopify-API-Version"], 400],
    ["no body", (s) => (s.body = ""), 400],
    ["another method", (s) => (s.method = "PUT"), 405],
    ["a look", (s) => (s.method = "GET"), 405],
  ])("%s is refused and leaves nothing behind", async (_, change, status) => {
    expect(await post(request(change))).toBe(status);
    expect(await kept()).toEqual([]);
  });
});

describe("the library's own authenticate.webhook", () => {
  const same: [string, (s: Sent) => void][] = [
    ["a good one", () => {}],
    ["a wrong signature", (s) => (s.headers["X-Shopify-Hmac-Sha256"] = sign("something else"))],
    ["no signature", (s) => delete s.headers["X-Shopify-Hmac-Sha256"]],
    ["an empty signature", (s) => (s.headers["X-Shopify-Hmac-Sha256"] = "")],
    ["no topic", (s) => delete s.headers["X-Shopify-Topic"]],
    ["no shop", (s) => delete s.headers["X-Shopify-Shop-Domain"]],
    ["no webhook id", (s) => delete s.headers["X-Shopify-Webhook-Id"]],
    ["no version", (s) => delete s.headers["X-Shopify-API-Version"]],
    ["no event id", (s) => delete s.headers["X-Shopify-Event-Id"]],
    ["an unknown topic", (s) => (s.headers["X-Shopify-Topic"] = "tea/brewed")],
    ["no body and no signature", (s) => ((s.body = ""), delete s.headers["X-Shopify-Hmac-Sha256"])],
    ["no body", (s) => (s.body = "")],
    ["GET", (s) => (s.method = "GET")],
    ["PUT", (s) => (s.method = "PUT")],
    [
      "bytes that are no UTF-8, signed",
      (s) => (
        (s.body = Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
        (s.headers["X-Shopify-Hmac-Sha256"] = sign(s.body))
      ),
    ],
  ];
  test.each(same)("answers %s with the same status", async (_, change) => {
    const sent = request(change);
    expect(await post(sent)).toBe(await libraryAnswers(sent));
  });

  async function libraryAnswers({ body, headers, method }: Sent): Promise<number> {
    const withBody = method === "GET" ? {} : { body };
    const asked = new Request("https://shipsby.test/webhooks", {
      method,
      headers: headers as Record<string, string>,
      ...(withBody as { body?: string }),
    });
    try {
      await world.app.shopify.authenticate.webhook(asked);
      return 200;
    } catch (thrown) {
      if (thrown instanceof Response) return thrown.status;
      throw thrown;
    }
  }
});

describe("a body that is not what it should be", () => {
  test("with a NUL byte, which no database text can hold, is refused and spoils nobody's group", async () => {
    const bad = request(() => {}, '{"id":1,"note":"a\0b"}');
    const good = Array.from({ length: 20 }, () => request());
    const answers = await Promise.all([...good.slice(0, 10), bad, ...good.slice(10)].map((s) => post(s)));
    expect(answers.filter((status) => status === 200)).toHaveLength(20);
    expect(answers[10]).toBe(400);
    expect(await kept()).toHaveLength(20);
  });

  test("that is no JSON is kept all the same: it was signed, and a person can look at it", async () => {
    expect(await post(request(() => {}, "<html>"))).toBe(200);
    expect(await kept()).toMatchObject([{ body: "<html>", state: "waiting" }]);
  });

  test("that breaks off is not acknowledged", async () => {
    const { headers } = request();
    const status = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(world.webUrl).port), "127.0.0.1");
      let answer = "";
      socket.on("data", (chunk) => (answer += chunk.toString()));
      socket.on("close", () => resolve(answer));
      socket.on("error", () => {});
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
      socket.write(
        `POST /webhooks HTTP/1.1\r\nHost: x\r\n${lines.join("\r\n")}\r\nContent-Length: ${order.length}\r\n\r\n`,
      );
      socket.write(order.slice(0, 20), () => socket.end());
    });
    expect(status).not.toContain(" 200 ");
    expect(await kept()).toEqual([]);
  });

  test("that comes in chunks of one byte is the same body", async () => {
    const { headers } = request();
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = httpRequest(`${world.webUrl}/webhooks`, { method: "POST", headers }, (r) =>
        resolve(r.resume().statusCode!),
      );
      outgoing.on("error", reject);
      for (const byte of order) outgoing.write(byte);
      outgoing.end();
    });
    expect(status).toBe(200);
    expect(await kept()).toMatchObject([{ body: order }]);
  });
});

describe("a database that cannot commit", () => {
  test("means 503, and the same webhook is taken when it comes again", async () => {
    const sent = Array.from({ length: 5 }, () => request());
    await world.app.db.$executeRaw`alter table inbox rename to inbox_away`;
    expect(await Promise.all(sent.map((s) => post(s)))).toEqual(sent.map(() => 503));
    await world.app.db.$executeRaw`alter table inbox_away rename to inbox`;
    expect(await Promise.all(sent.map((s) => post(s)))).toEqual(sent.map(() => 200));
    expect(await kept()).toHaveLength(5);
  });

  test("for a moment costs the time of that moment, not of each webhook", async () => {
    const lock = await lockInbox();
    const began = performance.now();
    const answers = Promise.all(Array.from({ length: 300 }, () => post(request())));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await lock.release();
    expect((await answers).every((status) => status === 200)).toBe(true);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  async function lockInbox(): Promise<{ release(): Promise<void> }> {
    const held = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const done = world.app.db.$transaction(async (tx) => {
      await tx.$executeRaw`lock table inbox in access exclusive mode`;
      locked.resolve();
      await held.promise;
    });
    await locked.promise;
    return { release: () => (held.resolve(), done) };
  }
});

test("a thousand webhooks at once are all kept, in few transactions", async () => {
  const [before] = await world.app.db.$queryRaw<
    { n: bigint }[]
  >`select xact_commit as n from pg_stat_database where datname = current_database()`;
  const answers = await Promise.all(Array.from({ length: 1000 }, () => post(request())));
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await kept()).toHaveLength(1000);
  await world.app.db.$executeRaw`select pg_stat_clear_snapshot()`;
  await expect
    .poll(async () => {
      const [after] = await world.app.db.$queryRaw<
        { n: bigint }[]
      >`select xact_commit as n from pg_stat_database where datname = current_database()`;
      return Number(after!.n - before!.n);
    })
    .toBeLessThan(500);
});

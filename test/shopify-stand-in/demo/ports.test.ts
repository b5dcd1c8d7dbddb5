import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { choosePorts } from "./ports.ts";

const taken: Server[] = [];

afterEach(async () => {
  await Promise.all(taken.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

function take(port: number): Promise<void> {
  return new Promise((resolve) => taken.push(createServer().listen(port, "127.0.0.1", resolve)));
}

test("a demo comes back at the addresses it had", async () => {
  const before = await choosePorts({ first: "free" });
  expect(await choosePorts({ before })).toEqual(before);
});

test("when one of them is taken meanwhile, it moves", async () => {
  const before = await choosePorts({ first: "free" });
  await take(before.smtp);
  const now = await choosePorts({ before });
  expect(Object.values(now)).not.toContain(before.smtp);
});

test("asked for a port, it counts upward and leaves out what is taken", async () => {
  const first = 45_310;
  await take(first + 1);
  const ports = await choosePorts({ first });
  expect(ports.admin).toBe(first);
  expect(ports.proxy).toBe(first + 2);
  expect(new Set(Object.values(ports)).size).toBe(7);
});

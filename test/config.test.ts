import { expect, test } from "vitest";
import { ConfigurationFaulty, readConfig } from "#app/config.server.ts";

const good = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://shipsby.example.com/",
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
};

function problems(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationFaulty)) throw error;
    return error.message.split("\n").filter((line) => line.startsWith("  "));
  }
}

test("four variables are enough; the rest has a default", () => {
  expect(readConfig(good)).toMatchObject({
    appUrl: "https://shipsby.example.com",
    databaseUrl: undefined,
    dataDir: ".data",
    port: 3000,
    host: "0.0.0.0",
    runs: { web: true, worker: true },
    apiSecretPrevious: undefined,
  });
});

test("everything that is wrong is said at once, in words that say what to do", () => {
  const said = problems({
    SHOPIFY_APP_URL: "shipsby",
    ENCRYPTION_KEY: "short",
    DATABASE_URL: "mysql://db",
    PORT: "many",
    PROCESS: "both",
    LOG_LEVEL: "loud",
  });
  const about = [
    "SHOPIFY_API_KEY",
    "SHOPIFY_API_SECRET",
    "SHOPIFY_APP_URL",
    "ENCRYPTION_KEY",
    "DATABASE_URL",
    "PORT",
    "PROCESS",
    "LOG_LEVEL",
  ];
  for (const name of about) expect(said.filter((line) => line.trim().split(" ")[0] === name)).toHaveLength(1);
  expect(said).toHaveLength(about.length);
  expect(said.join("\n")).not.toMatch(/undefined|NaN|invalid_type|expected string/i);
});

test("an empty variable counts as unset", () => {
  expect(readConfig({ ...good, PORT: "", DATABASE_URL: "", SHOPIFY_API_SECRET_PREVIOUS: "" })).toMatchObject({
    port: 3000,
    databaseUrl: undefined,
  });
  expect(problems({ ...good, SHOPIFY_API_SECRET: "" })).toHaveLength(1);
});

test.each([
  ["all", { web: true, worker: true }],
  ["web", { web: true, worker: false }],
  ["worker", { web: false, worker: true }],
])("PROCESS=%s", (PROCESS, runs) => {
  expect(readConfig({ ...good, PROCESS }).runs).toEqual(runs);
});

test("no secret stands in what is said", () => {
  const said = problems({
    ...good,
    ENCRYPTION_KEY: "my-secret-key-too-short",
    DATABASE_URL: "mysql://user:password@db",
    PORT: "x",
  });
  expect(said.join()).not.toMatch(/my-secret|password/);
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/setup/postgres.ts"],
    setupFiles: ["test/setup/no-surprises.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers would only wait for each other, and time-outs would be theirs.
    maxWorkers: 2,
    pool: "forks",
    server: { deps: { inline: [/@shopify\/polaris/] } },
  },
  esbuild: { jsx: "automatic" },
});

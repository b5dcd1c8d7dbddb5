import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

// The command line (generate, migrate status, migrate diff) goes through the same adapter as the app:
// no engine binary is downloaded.
export default defineConfig({
  schema: "prisma/schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  adapter: async () => new PrismaPg({ connectionString: process.env["DATABASE_URL"] ?? "" }),
});

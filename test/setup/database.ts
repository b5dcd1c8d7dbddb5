import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { openDatabase, type Database } from "#app/database/client.server.ts";
import { keepRecord } from "#test/locks/kept-record.ts";
import { databaseOf, onServer } from "./postgres.ts";

export type TestDatabase = { url: string; db: Database; close(): Promise<void> };

/** A fresh database with all migrations. Two files copying at once must take turns: a template allows no guests. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url: server, template } = inject("postgres");
  const name = `shipsby_${randomUUID().replaceAll("-", "")}`;
  for (let tries = 1; ; tries++) {
    try {
      await onServer(server, `create database ${name} template ${template}`);
      break;
    } catch (error) {
      if (tries === 50 || !String(error).includes("being accessed by other users")) throw error;
    }
  }
  const url = databaseOf(server, name);
  const written = await keepRecord(url);
  const db = openDatabase(url);
  return {
    url,
    db,
    async close() {
      written();
      await db.$disconnect();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

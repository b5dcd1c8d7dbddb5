import type { Logger } from "pino";
import type { Addresses } from "./database/addresses.server.ts";
import type { Database, Transaction } from "./database/client.server.ts";
import type { Links } from "./mail/links.server.ts";
import type { Mailer } from "./mail/mailer.server.ts";
import type { Job } from "./queues.ts";
import type { Admin } from "./shopify/admin.server.ts";

/** Everything outside the domain, built once and handed down: nobody reaches for a global. */
export type World = {
  db: Database;
  /** Puts jobs on their queues, inside the transaction that made them necessary when one is given. */
  nudge(jobs: Job[], tx?: Transaction): Promise<void>;
  /** Runs `work` while no other process runs work of the same scope and key. */
  lock(scope: string, key: string, work: () => Promise<void>): Promise<void>;
  admin(shop: string): Admin;
  mail: Mailer;
  links: Links;
  addresses: Addresses;
  now(): Date;
  log: Logger;
};

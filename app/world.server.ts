import { pino } from "pino";
import type { Config } from "./config.server.ts";
import { makeAddresses } from "./database/addresses.server.ts";
import { makeCipher } from "./database/cipher.server.ts";
import { openDatabase } from "./database/client.server.ts";
import { openIntake, type Intake } from "./database/intake.server.ts";
import { openLocks } from "./database/locks.server.ts";
import { sessionStorage, type Sessions } from "./database/sessions.server.ts";
import { shopJoined } from "./flows/shop-joined.server.ts";
import { makeLinks } from "./mail/links.server.ts";
import { makeMailer } from "./mail/mailer.server.ts";
import { makeAdmin } from "./shopify/admin.server.ts";
import { makeTokens } from "./shopify/tokens.server.ts";
import { makeShopify, type Shopify } from "./shopify.server.ts";
import { openQueue, type Queue } from "./worker/queue.server.ts";
import type { World } from "./world.ts";

/** What the process holds besides: routes and the server need it, flows do not. */
export type Process = World & {
  config: Config;
  shopify: Shopify;
  sessions: Sessions;
  intake: Intake;
  queue: Queue;
  close(): Promise<void>;
};

export async function openWorld(config: Config, databaseUrl: string): Promise<Process> {
  const log = pino({ level: config.logLevel, base: null });
  const db = openDatabase(databaseUrl);
  const sessions = sessionStorage(db, makeCipher(config.encryptionKey));
  const locks = openLocks(databaseUrl);
  const intake = openIntake(databaseUrl);
  const queue = await openQueue(databaseUrl, log);
  const now = () => new Date();
  const tokens = makeTokens(config, sessions, now);
  const world: World = {
    db,
    nudge: queue.nudge,
    lock: locks.hold,
    admin: makeAdmin({ token: tokens, onCost: (shop, points) => log.debug({ shop, points }, "admin api") }),
    mail: makeMailer(config.smtpUrl, config.mailFrom),
    links: makeLinks(config.encryptionKey, config.appUrl),
    addresses: makeAddresses(config.encryptionKey),
    now,
    log,
  };
  const shopify = makeShopify(config, sessions, (shop) => shopJoined(world, shop));
  return {
    ...world,
    config,
    shopify,
    sessions,
    intake,
    queue,
    async close() {
      await queue.close();
      await intake.close();
      await locks.close();
      await db.$disconnect();
    },
  };
}

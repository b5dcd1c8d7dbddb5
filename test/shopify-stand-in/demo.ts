import { rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { cast } from "./cast.ts";
import { startApp, type AppProcess } from "./demo/app-process.ts";
import { ensureBuilt } from "./demo/build.ts";
import { readExtensions } from "./demo/extensions.ts";
import { firstDays, installedBeforeMs } from "./demo/first-days.ts";
import { openFolder, type DemoFolder } from "./demo/folder.ts";
import { importFinished, installApp } from "./demo/install.ts";
import { choosePorts } from "./demo/ports.ts";
import { startAdmin } from "./screens/admin/admin.ts";
import { startInbox } from "./screens/inbox/inbox.ts";
import { startStorefront } from "./screens/storefront/storefront.ts";
import { seed } from "./seed/seed.ts";
import { startStandIn, type StandIn } from "./stand-in.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export type DemoOptions = {
  /** Where the demo keeps its data; a second start from there goes on where the first ended. */
  dataDir: string;
  fresh?: boolean;
  /** The first of its ports, or "free" for any. */
  port?: number | "free" | undefined;
  /** Fills the shop before the app is installed; `null` leaves it empty. Default: the cast and its history. */
  fill?: ((standIn: StandIn, shop: string) => Promise<void>) | null;
  say?: (line: string) => void;
  logLevel?: string;
  /** Breaks off a start; whatever was started is stopped again. */
  signal?: AbortSignal | undefined;
};

/** Every address of a running demo; printed as the line `demo ready {…}`. */
export type DemoAddresses = {
  admin: string;
  storefront: string;
  graphql: string;
  token: string;
  shop: string;
  mail: string;
  faults: string;
  clock: string;
  app: string;
  log: string;
};

export type RunningDemo = {
  addresses: DemoAddresses;
  standIn: StandIn;
  app: AppProcess;
  inbox: Awaited<ReturnType<typeof startInbox>>;
  admin: Awaited<ReturnType<typeof startAdmin>>;
  folder: DemoFolder;
  /** False when the app had not finished reading the shop after half a minute. */
  imported: boolean;
  stop(): Promise<void>;
  /** At once and without order. */
  kill(): void;
};

/** Starts the stand-in, its screens and the real app, installs the app and waits until it has read the shop. */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { dataDir, fresh = false, port, fill = seed, say = () => {}, logLevel = "info" } = options;
  const shop = cast.shop.domain;
  const opened: (() => Promise<void> | void)[] = [];
  const orAborted = <Value>(work: Promise<Value>) => raceWith(options.signal, work);
  const closeAll = async () => {
    while (opened.length > 0) await opened.pop()!();
  };
  try {
    const folder = openFolder(dataDir, { fresh });
    opened.push(() => folder.release());
    await ensureBuilt(root, say, options.signal);
    const { settings } = folder;
    const ports = await choosePorts({ first: port, before: settings.ports });
    settings.ports = ports;
    folder.save();

    const shopFile = folder.file("shopify.json");
    // A start that was broken off left half a shop.
    if (!settings.seeded) rmSync(shopFile, { force: true });
    const appUrl = `http://127.0.0.1:${ports.app}`;
    const standIn = await startStandIn({
      apiKey: settings.apiKey,
      apiSecret: settings.apiSecret,
      appUrl,
      tomlPath: join(root, "shopify.app.toml"),
      shops: [cast.shop],
      port: ports.api,
      dataFile: shopFile,
      ...(fill === seed && { clockOffsetMs: -installedBeforeMs }),
    });
    opened.push(() => standIn.stop());
    const inbox = await startInbox({ port: ports.mail, smtpPort: ports.smtp });
    opened.push(() => inbox.stop());

    const extensions = readExtensions(join(root, "extensions"));
    const admin = await startAdmin({
      standIn,
      shop,
      app: { url: appUrl },
      port: ports.admin,
      proxyPort: ports.proxy,
      storefrontUrl: `http://127.0.0.1:${ports.storefront}`,
      extensions: extensions.map(({ shown }) => shown),
    });
    opened.push(() => admin.stop());
    const theme = extensions.find(({ type }) => type === "theme");
    if (!theme) throw new Error("There is no theme extension in extensions/.");
    const storefront = await startStorefront({
      standIn,
      shop,
      extensionDir: theme.folder,
      appUrl,
      port: ports.storefront,
    });
    opened.push(() => storefront.stop());

    say("Starting the app ...");
    const app = startApp({
      root,
      port: ports.app,
      standInUrl: standIn.url,
      dataDir: folder.file(`app-${settings.run}`),
      logFile: folder.file("app.log"),
      env: {
        SHOPIFY_API_KEY: settings.apiKey,
        SHOPIFY_API_SECRET: settings.apiSecret,
        SHOPIFY_APP_URL: admin.appProxyUrl,
        ENCRYPTION_KEY: settings.encryptionKey,
        SMTP_URL: inbox.smtpUrl,
        MAIL_FROM: "alerts@northern-trail.example",
        LOG_LEVEL: logLevel,
        ...(process.env["DEMO_DATABASE_URL"] && { DATABASE_URL: process.env["DEMO_DATABASE_URL"] }),
      },
    });
    opened.push(() => app.stop());
    writeFileSync(folder.file("app.pid"), String(app.pid));

    const filled = !settings.seeded && fill ? fill(standIn, shop) : Promise.resolve();
    await orAborted(Promise.all([filled, app.ready()]));
    if (!settings.seeded) {
      settings.seeded = true;
      folder.save();
    }
    const isNew = !standIn.shops.get(shop)!.app.installed;
    if (isNew) say("Installing the app and letting it read the shop ...");
    await orAborted(installApp(standIn, shop, admin.appProxyUrl));
    if (isNew && fill === seed) {
      await orAborted(importFinished(standIn, shop));
      await orAborted(firstDays(standIn, shop, admin.appProxyUrl));
    }
    // Also after a start that was broken off.
    standIn.clock.advance(Math.max(0, -standIn.clock.offsetMs()));
    const imported = !isNew || fill === null || (await orAborted(importFinished(standIn, shop)));

    return {
      addresses: {
        admin: admin.url,
        storefront: storefront.url,
        graphql: `${standIn.url}/admin/api/2026-07/graphql.json`,
        token: standIn.staffToken,
        shop,
        mail: inbox.url,
        faults: `${standIn.url}/faults`,
        clock: `${standIn.url}/clock`,
        app: app.url,
        log: relative(process.cwd(), folder.file("app.log")),
      },
      standIn,
      app,
      inbox,
      admin,
      folder,
      imported,
      stop: closeAll,
      kill() {
        app.kill();
        folder.release();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** The work's outcome, unless the signal comes first. */
function raceWith<Value>(signal: AbortSignal | undefined, work: Promise<Value>): Promise<Value> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    return work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

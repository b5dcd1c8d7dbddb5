/** `npm run demo`: a whole Shopify and the app beside it, on this machine. */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { cast } from "./cast.ts";
import { root, startDemo, type RunningDemo } from "./demo.ts";
import { FolderInUse } from "./demo/folder.ts";

const usage = `npm run demo -- [--fresh] [--port N] [--data DIR]

  --fresh      forget what an earlier demo left and begin anew
  --port N     use ports from N upward
  --data DIR   keep the demo's data there (default: .demo/<port or "default">)`;

await main();

async function main(): Promise<void> {
  const options = readArguments();
  const stop = new AbortController();
  let demo: RunningDemo | undefined;

  let firstSignalAt = 0;
  const onSignal = () => {
    if (stop.signal.aborted) {
      // npm passes on the Ctrl-C that the terminal has sent to both already.
      if (Date.now() - firstSignalAt < 1000) return;
      demo?.kill();
      process.exit(130);
    }
    firstSignalAt = Date.now();
    console.log("\nStopping ...");
    stop.abort();
    void demo?.stop().then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, onSignal);
  whenNpmIsGone(onSignal);

  try {
    demo = await start(options, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) process.exit(0);
    console.error(`\nThe demo could not start. ${(error as Error).message}`);
    process.exit(1);
  }
  const { app, addresses } = demo;
  if (stop.signal.aborted) {
    await demo.stop();
    process.exit(0);
  }
  void app.ended.then(async (how) => {
    if (stop.signal.aborted) return;
    console.error(`\nThe app ${how}. Its log (${addresses.log}) ends with:\n${app.lastLogLines()}`);
    await demo.stop();
    process.exit(1);
  });
  console.log(whereToClick(demo));
  console.log(`demo ready ${JSON.stringify(addresses)}`);
}

/** Ended by SIGTERM, npm's shell does not pass it on. */
function whenNpmIsGone(stop: () => void): void {
  if (!process.env["npm_lifecycle_event"]) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    stop();
  }, 500).unref();
  // Nobody may be left to read what is said.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

type Arguments = { fresh: boolean; port: number | undefined; data: string | undefined };

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: {
        fresh: { type: "boolean", default: false },
        port: { type: "string" },
        data: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_530)) {
      throw new Error(`"${values.port}" is not a port.`);
    }
    return { fresh: values.fresh, port, data: values.data };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

/** Without a wish for a folder, a demo that finds the usual one in use takes the next. */
async function start({ fresh, port, data }: Arguments, signal: AbortSignal): Promise<RunningDemo> {
  const say = (line: string) => console.log(line);
  const folder = data ? resolve(data) : join(root, ".demo", String(port ?? "default"));
  if (data || port) return startDemo({ dataDir: folder, fresh, port, say, signal });
  for (let number = 1; ; number++) {
    try {
      return await startDemo({ dataDir: number === 1 ? folder : `${folder}-${number}`, fresh, say, signal });
    } catch (error) {
      if (!(error instanceof FolderInUse) || number === 9) throw error;
    }
  }
}

function whereToClick({ addresses, imported }: RunningDemo): string {
  const product = (handle: string) => `${addresses.storefront}/products/${handle}`;
  return `
${cast.shop.name} is open, with Shipsby installed.

  Shopify admin    ${addresses.admin}
  Product pages    ${product(cast.trailPack.handle)}   sold out, but still sold: a backorder
                   ${product(cast.poles.handle)}   in stock
                   ${product(cast.stove.handle)}   sold out
  Inbox            ${addresses.mail}

  Move the clock   in the admin's top bar, or: curl -d '{"advance":"3d"}' ${addresses.clock}
  Break things     curl ${addresses.faults}
  The app's log    ${addresses.log}

This is a simulation of Shopify; nothing leaves this machine. Ctrl-C stops it.${
    imported ? "" : "\nThe app is still reading the shop; pages may be incomplete for a moment."
  }
`;
}

import { ConfigurationFaulty, readConfig } from "./app/config.server.ts";
import { startEmbedded } from "./app/database/embedded.server.ts";
import { migrate } from "./app/database/migrate.server.ts";
import { startWeb } from "./app/web.server.ts";
import { startWorker } from "./app/worker/start.server.ts";
import { openWorld } from "./app/world.server.ts";

// Opens in order and closes in the opposite order; PROCESS says whether web, worker or both run here.
try {
  const config = readConfig(process.env);
  const closing: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    for (const close of closing.reverse()) await close().catch((error: unknown) => console.error(error));
    process.exit(code);
  };
  process.on("SIGTERM", () => void stop(0));
  process.on("SIGINT", () => void stop(0));

  let url = config.databaseUrl;
  if (!url) {
    const embedded = await startEmbedded(config.dataDir);
    closing.push(embedded.stop);
    url = embedded.url;
  }
  await migrate(url);
  const world = await openWorld(config, url);
  closing.push(world.close);
  if (config.runs.web) closing.push((await startWeb(world)).stop);
  if (config.runs.worker) closing.push(await startWorker(world, world.queue));
  world.log.info({ web: config.runs.web, worker: config.runs.worker }, "Shipsby is up");
} catch (error) {
  console.error(error instanceof ConfigurationFaulty ? error.message : error);
  process.exit(1);
}

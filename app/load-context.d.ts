import type { Process } from "./world.server.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    world: Process;
  }
}

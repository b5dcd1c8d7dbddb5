import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoadOrder, LoadReport } from "./webhook-load.ts";
import type { Way } from "./webhook-servers.ts";

/** A receiver in a process of its own, so that its CPU can be told from that of the load. */
export type RunningServer = {
  port: number;
  usage(): Promise<{ cpu: number; rss: number }>;
  kill(): Promise<void>;
};

export async function startServer(way: Way, url: string): Promise<RunningServer> {
  const child = fork(join(import.meta.dirname, "webhook-servers.ts"), [way, url], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { port } = await answerOf<{ port: number }>(child);
  return {
    port,
    async usage() {
      const answer = answerOf<{ cpu: NodeJS.CpuUsage; rss: number }>(child);
      child.send("usage");
      const { cpu, rss } = await answer;
      return { cpu: (cpu.user + cpu.system) / 1e6, rss };
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** `warm` runs when the warm-up is over and what follows counts. */
export async function sendLoad(
  order: LoadOrder,
  warm: () => Promise<unknown> = async () => {},
): Promise<LoadReport> {
  const child = fork(join(import.meta.dirname, "webhook-load.ts"));
  const warmed = answerOf(child).then(warm);
  const report = new Promise<LoadReport>((resolve) =>
    child.on("message", (message) => typeof message === "object" && resolve(message as LoadReport)),
  );
  child.send(order);
  await warmed;
  try {
    return await report;
  } finally {
    child.kill();
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [message] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() =>
      Promise.reject(new Error("A process of the bench ended before it answered.")),
    ),
  ])) as [T];
  return message;
}

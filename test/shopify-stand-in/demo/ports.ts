import { createServer } from "node:net";

const uses = ["admin", "proxy", "storefront", "mail", "api", "app", "smtp"] as const;
export type Ports = Record<(typeof uses)[number], number>;

const usualFirst = 4400;

/**
 * The addresses of a demo: those it had before when they are free, else from `first` upward. Without a wish
 * 4400 and up, or whatever is free when some of those are taken.
 */
export async function choosePorts({
  first,
  before,
}: { first?: number | "free" | undefined; before?: Ports | undefined } = {}): Promise<Ports> {
  if (first === "free") return anyFree();
  const belongs = before && (first === undefined || before.admin === first);
  if (belongs && (await allFree(Object.values(before)))) return before;

  const row = uses.map((_use, index) => (first ?? usualFirst) + index);
  if (first === undefined && !(await allFree(row))) return anyFree();

  const free: number[] = [];
  for (let port = first ?? usualFirst; free.length < uses.length && port < 65_536; port++) {
    if (await allFree([port])) free.push(port);
  }
  if (free.length < uses.length)
    throw new Error(`There are not ${uses.length} free ports from ${first} upward.`);
  return assigned(free);
}

function assigned(ports: number[]): Ports {
  return Object.fromEntries(uses.map((use, index) => [use, ports[index]])) as Ports;
}

async function anyFree(): Promise<Ports> {
  const held = await Promise.all(uses.map(() => hold(0)));
  const ports = held.map((one) => one!.port);
  await Promise.all(held.map((one) => one!.release()));
  return assigned(ports);
}

async function allFree(ports: number[]): Promise<boolean> {
  const held = await Promise.all(ports.map(hold));
  for (const one of held) await one?.release();
  return held.every(Boolean);
}

function hold(port: number): Promise<{ port: number; release(): Promise<void> } | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const { port: held } = server.address() as { port: number };
      resolve({ port: held, release: () => new Promise((released) => server.close(() => released())) });
    });
  });
}

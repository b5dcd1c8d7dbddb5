import { cpus, loadavg, totalmem } from "node:os";
import { readFileSync } from "node:fs";

/** The conditions of a run, to be printed with every number of it. */
export function machine(seed: number): Record<string, unknown> {
  const processors = cpus();
  return {
    at: new Date().toISOString(),
    cpus: processors.length,
    model: processors[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    load: loadavg().map((n) => Number(n.toFixed(2))),
    seed,
  };
}

/** CPU seconds of a process and its children, also of those that have ended; null without /proc. */
export function cpuOfTree(parent: number): number | null {
  try {
    return [...descendants(parent)].reduce((sum, pid) => sum + cpuOf(pid, pid === parent), 0);
  } catch {
    return null;
  }
}

const ticksPerSecond = 100;

function cpuOf(pid: number, withEnded: boolean): number {
  const fields = statOf(pid);
  const own = Number(fields[11]) + Number(fields[12]);
  return (own + (withEnded ? Number(fields[13]) + Number(fields[14]) : 0)) / ticksPerSecond;
}

function descendants(parent: number): Set<number> {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8");
  return new Set([parent, ...children.split(" ").filter(Boolean).map(Number)]);
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)[1]);
}

/** The fields of /proc/<pid>/stat after the name, which may hold blanks. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

import type { EffectKind } from "../../domain/effects.ts";
import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";

/** What the app wrote to Shopify about one target, or tried to. */
export type Written = {
  kind: EffectKind;
  target: Id;
  state: "done" | "waiting" | "failed";
  at: string;
  problem: string | null;
  attempts: number;
};

export type EffectRow = {
  kind: string;
  target: string;
  version: number;
  doneVersion: number;
  attempts: number;
  problem: string | null;
  recordedAt: Date;
  performedAt: Date | null;
};

export async function writtenAbout(
  db: Database,
  shop: string,
  kinds: EffectKind[],
  target: Id,
): Promise<Written[]> {
  const rows = await db.effect.findMany({
    where: { shop, kind: { in: kinds }, target },
    orderBy: { kind: "asc" },
  });
  return rows.map(toWritten);
}

export function toWritten(row: EffectRow): Written {
  const open = row.version > row.doneVersion;
  return {
    kind: row.kind as EffectKind,
    target: row.target,
    state: !open ? "done" : row.problem ? "failed" : "waiting",
    at: (open ? row.recordedAt : (row.performedAt ?? row.recordedAt)).toISOString(),
    problem: open ? row.problem : null,
    attempts: row.attempts,
  };
}

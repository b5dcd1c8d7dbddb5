import { endSubscriptions, lockPerson, shopsWithSubscriptions } from "../database/subscriptions.server.ts";
import { suppress } from "../database/suppressions.server.ts";
import { readReportMail, readReports } from "../domain/bounce-report.ts";
import { normalAddress } from "../domain/sign-up.ts";
import { knowsPassword } from "../mail/report-password.server.ts";
import type { World } from "../world.ts";

export type Report = { authorization: string | null; form: "mail" | "json"; text: string };

/**
 * The mail server reports who does not exist or complained: nothing more is sent there, by no shop that has written
 * to them. How many sign-ups ended; null for somebody who may not report.
 */
export async function mailReported(
  world: World,
  password: string | undefined,
  { authorization, form, text }: Report,
): Promise<number | null> {
  if (!knowsPassword(authorization, password)) return null;
  const reports = form === "mail" ? readReportMail(text) : readReports(json(text));
  let ended = 0;
  const shops = reports.length > 0 ? await shopsWithSubscriptions(world.db) : [];
  for (const { address, what } of reports) {
    const normal = normalAddress(address);
    if (normal === null) continue;
    for (const shop of shops) {
      const who = world.addresses.who(shop, normal);
      ended += await world.db.$transaction(async (tx) => {
        await lockPerson(tx, shop, who);
        const now = world.now();
        const count = await endSubscriptions(tx, shop, who, null, "undeliverable", now);
        if (count > 0) await suppress(tx, shop, who, what, now);
        return count;
      });
    }
  }
  world.log.info({ reports: reports.length, ended }, "the mail server reported");
  return ended;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

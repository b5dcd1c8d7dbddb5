import {
  areKnownZones,
  closeDays,
  holidaysOf,
  openDays,
  ordersWithoutCountry,
  saveCalendar,
  saveCustomsDays,
  type CalendarSettings,
} from "../database/calendar.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { addDays, dayIn, daysBetween } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";
import { changeHolidays } from "./holidays-kept.server.ts";
import { everythingMayDiffer } from "./settings-saved.server.ts";

/** When goods leave: every date may move by it. */
export async function calendarSaved(
  world: World,
  shop: string,
  settings: CalendarSettings,
): Promise<"saved" | "unknown_region" | "unknown_zone"> {
  const today = dayIn(await timeZoneOf(world.db, shop), world.now());
  return world.db.$transaction(async (tx) => {
    const saved = await writeCalendar(tx, shop, settings, today);
    if (saved === "saved") await datesMayMove(world, tx, shop);
    return saved;
  });
}

async function writeCalendar(
  tx: Transaction,
  shop: string,
  settings: CalendarSettings,
  today: Day,
): Promise<"saved" | "unknown_region" | "unknown_zone"> {
  const zones = Object.values(settings.zones).filter((zone) => zone !== null);
  if (!(await areKnownZones(tx, zones))) return "unknown_zone";
  const before = await holidaysOf(tx, shop);
  const to = settings.holidaysOf;
  if (before !== to && (await changeHolidays(tx, shop, before, to, today)) === "unknown")
    return "unknown_region";
  await saveCalendar(tx, shop, settings);
  return "saved";
}

/** What somebody is about to change of the shop's calendar. */
export type CalendarAsked =
  | { kind: "settings"; settings: CalendarSettings }
  | { kind: "closed"; closed: ClosedDays }
  | { kind: "open"; opened: Omit<ClosedDays, "name"> }
  | { kind: "customs"; country: string; days: number };

/** Whom that would move, before it is saved. Orders that were never asked where they go are not moved by customs. */
export async function calendarForeseen(
  world: World,
  shop: string,
  asked: CalendarAsked,
): Promise<DatesForeseen> {
  const today = dayIn(await timeZoneOf(world.db, shop), world.now());
  return datesForeseen(
    world,
    shop,
    async () => null,
    (tx) => {
      switch (asked.kind) {
        case "settings":
          return writeCalendar(tx, shop, asked.settings, today);
        case "closed":
          return closeDays(tx, shop, asked.closed.locationId, daysOf(asked.closed));
        case "open":
          return openDays(tx, shop, asked.opened.locationId, asked.opened.from, asked.opened.to);
        case "customs":
          return saveCustomsDays(tx, shop, asked.country, asked.days);
      }
    },
  );
}

export type ClosedDays = { locationId: Id; from: Day; to: Day; name: string };

export async function daysClosed(world: World, shop: string, closed: ClosedDays): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await closeDays(tx, shop, closed.locationId, daysOf(closed));
    await datesMayMove(world, tx, shop);
  });
}

function daysOf({ from, to, name }: ClosedDays): { day: Day; name: string }[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => ({ day: addDays(from, i), name }));
}

export async function daysOpened(
  world: World,
  shop: string,
  { locationId, from, to }: Omit<ClosedDays, "name">,
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await openDays(tx, shop, locationId, from, to);
    await datesMayMove(world, tx, shop);
  });
}

/**
 * Extra working days for parcels to a country; 0: none. Until the first such rule no order was asked where it goes:
 * those that wait are read again.
 */
export async function customsDaysSet(
  world: World,
  shop: string,
  { country, days }: { country: string; days: number },
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await saveCustomsDays(tx, shop, country, days);
    const unasked = days > 0 ? await ordersWithoutCountry(tx, shop) : [];
    await world.nudge(
      unasked.map((id) => ({ queue: "read", shop, what: "order", id })),
      tx,
    );
    await datesMayMove(world, tx, shop);
  });
}

function datesMayMove(world: World, tx: Transaction, shop: string): Promise<void> {
  return everythingMayDiffer(world, tx, shop, { kind: "settings_changed" });
}

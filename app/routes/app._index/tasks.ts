import type { HomePage } from "#app/database/pages/home.server.ts";
import type { Writing } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

/** One thing to do: a verb and a number, how old it is, what it is worth, and where to do it. */
export type Task = {
  key: string;
  what: string;
  age: string;
  money: string | null;
  verb: string;
  url: string;
};

/** By consequence, those with nothing to do left out. */
export function tasksOf(
  home: HomePage,
  shop: Pick<Writing, "day" | "fromToday" | "money" | "moment">,
): Task[] {
  const { moves, late, overdueDeliveries, productsWithoutDate, refused, said, unsure, arrivals } = home;
  const tasks: Task[] = [];
  if (moves.length > 0) {
    const orders = moves.reduce((sum, m) => sum + m.later + m.earlier, 0);
    const first = moves.map((m) => m.toldFrom).sort()[0]!;
    tasks.push({
      key: "moves",
      what: `Decide what to tell ${count(orders, "order")}`,
      age: `${count(moves.length, "delivery", "deliveries")} moved; the rules tell them from ${shop.moment(first)} on`,
      money: shop.money(moves.reduce((sum, m) => sum + m.toldValue, 0)),
      verb: "Decide",
      url: "/app#decide",
    });
  }
  if (overdueDeliveries.deliveries > 0) {
    const { since, lateUnits, deliveries } = overdueDeliveries;
    tasks.push({
      key: "overdue",
      what: `Update ${count(deliveries, "overdue delivery", "overdue deliveries")}`,
      age: [
        since ? `oldest expected ${shop.day(since)}, ${shop.fromToday(since)}` : "",
        lateUnits > 0 ? `${count(lateUnits, "unit")} late` : "",
      ]
        .filter(Boolean)
        .join("; "),
      money: null,
      verb: "Update",
      url: "/app/incoming?view=overdue",
    });
  }
  if (late.rows > 0) {
    tasks.push({
      key: "late",
      what: `Check ${count(late.units, "late unit")} in ${count(late.orders, "order")}`,
      age: late.since ? `earliest promise ${shop.day(late.since)}, ${shop.fromToday(late.since)}` : "",
      money: shop.money(late.value),
      verb: "Check",
      url: "/app/backorders?view=late",
    });
  }
  if (arrivals.open > 0) {
    tasks.push({
      key: "arrivals",
      what: `Release ${count(arrivals.open, "arrival")}`,
      age: `${count(arrivals.units, "unit")} here and on hold until you say so; oldest from ${shop.moment(arrivals.since!)}`,
      money: null,
      verb: "Release",
      url: "/app/arrivals?view=release",
    });
  }
  if (said.open > 0) {
    tasks.push({
      key: "said",
      what: `Answer ${count(said.open, "message")} from suppliers`,
      age: said.since ? `oldest from ${shop.moment(said.since)}` : "",
      money: null,
      verb: "Answer",
      url: "/app/suppliers/answers",
    });
  }
  if (productsWithoutDate.products > 0) {
    tasks.push({
      key: "no_date",
      what: `Set a date for ${count(productsWithoutDate.products, "product")}`,
      age: `${count(productsWithoutDate.units, "unit")} owed without a date`,
      money: productsWithoutDate.value > 0 ? shop.money(productsWithoutDate.value) : null,
      verb: "Set",
      url: "/app/products?view=no_date",
    });
  }
  if (unsure > 0) {
    tasks.push({
      key: "unsure",
      what: `Check ${count(unsure, "message")} that may not have arrived`,
      age: "the mail server never said whether it took them",
      money: null,
      verb: "Check",
      url: "/app/messages?view=unknown",
    });
  }
  const { oversold, units, byHand } = home.brake;
  if (oversold > 0 || byHand > 0) {
    tasks.push({
      key: "brake",
      what:
        oversold > 0
          ? `Look at ${count(units, "unit")} sold beyond the brake`
          : `Look at ${count(byHand, "variant")} changed in Shopify after the brake`,
      age: "the brake waits for your word",
      money: null,
      verb: "Look",
      url: "/app/policies",
    });
  }
  if (refused.differences > 0) {
    tasks.push({
      key: "differences",
      what: `Look at ${count(refused.differences, "difference")} from Shopify`,
      age: "what Shopify keeps for orders and what the orders need disagree",
      money: null,
      verb: "Look",
      url: "/app/settings#differences",
    });
  }
  const since = refused.since ? `oldest from ${shop.moment(refused.since)}` : "";
  if (refused.effects > 0) {
    tasks.push({
      key: "effects",
      what: `Look at ${count(refused.effects, "change")} that Shopify didn't take`,
      age: since,
      money: null,
      verb: "Look",
      url: "/app/settings#not-written",
    });
  }
  if (refused.webhooks > 0) {
    tasks.push({
      key: "webhooks",
      what: `Look at ${count(refused.webhooks, "message")} from Shopify that failed three times`,
      age: since,
      money: null,
      verb: "Look",
      url: "/app/settings#set-aside",
    });
  }
  return tasks;
}

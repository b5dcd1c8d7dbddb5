import type { Shelf } from "./restock.ts";
import type { Sending } from "./wave.ts";

/** Why people on a waiting list were told, or why nobody is told now. */
export type AlertBecause =
  | { kind: "nobody_waits" }
  | { kind: "not_back"; state: Extract<Shelf, { back: false }>["state"]; owed: number; kept?: number }
  | { kind: "paused"; waiting: number }
  | { kind: "messages_off"; how: Exclude<Sending, "on">; would: number }
  | { kind: "under_way"; number: number; left: number }
  | { kind: "wave_waits"; number: number; told: number; until: string }
  | { kind: "told_recently"; until: string }
  | {
      kind: "wave";
      number: number;
      free: number | null;
      /** They were kept for readers while others waited. */
      kept?: true;
      perUnit: number;
      told: number;
      waiting: number;
      /** A unit was kept so long for each of them. */
      keepHours?: number;
    };

const people = (count: number) => (count === 1 ? "1 person" : `${count} people`);
const units = (count: number) => (count === 1 ? "1 unit" : `${count} units`);

/** The sentence a merchant reads. `time` writes an instant in the merchant's language and zone. */
export function alertSentence(b: AlertBecause, time: (at: string) => string): string {
  switch (b.kind) {
    case "nobody_waits":
      return "Nobody is waiting.";
    case "not_back":
      if (b.state === "discontinued") return "The product is discontinued: no alert.";
      if (b.state === "not_on_sale") return "The product is not on sale: no alert.";
      if (b.kept && b.state === "out_of_stock")
        return `${units(b.kept)} ${b.kept === 1 ? "is" : "are"} kept for the list, but Shopify sells none while more is owed than is on hand: no alert.`;
      if (b.state === "backorder")
        return "Shoppers can order it, but nothing is free after what is owed: no alert.";
      return b.owed > 0
        ? `Nothing is free: ${units(b.owed)} ${b.owed === 1 ? "is" : "are"} owed first. No alert.`
        : "It is out of stock: no alert.";
    case "paused":
      return `Alerts for this variant are paused; ${people(b.waiting)} ${b.waiting === 1 ? "waits" : "wait"}.`;
    case "messages_off":
      return `${offWords[b.how]} ${people(b.would)} would be told now.`;
    case "under_way":
      return `Wave ${b.number} is being sent; ${people(b.left)} ${b.left === 1 ? "is" : "are"} still to be told.`;
    case "wave_waits":
      return `Wave ${b.number} told ${people(b.told)}. The next one waits until ${time(b.until)} and for stock that is left then.`;
    case "told_recently":
      return `Everybody who waits was told less than a day ago. The next wave may go at ${time(b.until)}.`;
    case "wave":
      if (b.free === null)
        return `Wave ${b.number}: it can be bought again and Shopify does not count its stock, so all ${people(b.told)} were told.`;
      return [
        `Wave ${b.number}: ${units(b.free)} ${b.kept ? "kept for the list" : "free after what is owed"}, ${people(b.perUnit)} for each;`,
        `told the ${b.told} of ${b.waiting} who asked first${b.keepHours ? `, with a unit kept for each for ${b.keepHours} hours` : ""}.`,
      ].join(" ");
  }
}

const offWords: Record<Exclude<Sending, "on">, string> = {
  off: "Messages are off.",
  no_imprint: "Alerts wait until your name and postal address are in the alert settings.",
  no_mail_server: "Messages are off: the app has no mail server yet.",
};

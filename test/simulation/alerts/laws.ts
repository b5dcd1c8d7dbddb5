import { Broken } from "../laws.ts";
import { availableIn, byAsking, type Notice, type Person, type Wave } from "./list.ts";
import { nowIn, type World } from "./play.ts";

const dayMinutes = 24 * 60;

/** When a wave is decided: how many, of what, and who. `had`: who had a notice of which restock before. */
export function waveIsFair(world: World, { epoch, ids }: Wave, had: Set<string>): void {
  const { stock, list } = world;
  const free = availableIn(stock);
  if (free <= 0)
    throw new Broken("what is owed is announced to nobody", "only free units are", `${free} were available`);
  const most = free * (list.rules.firstRefusal ? 1 : list.rules.perUnit);
  if (ids.length > most)
    throw new Broken("no more are told than the factor allows", "of free units", `${ids.length} for ${free}`);
  const mayHear = (p: Person) =>
    p.state === "waiting" &&
    !p.suppressed &&
    !had.has(keyOf(p, epoch)) &&
    (p.toldAt === null || nowIn(world).getTime() - Date.parse(p.toldAt) >= dayMinutes * 60_000);
  const told = list.people.filter((p) => ids.includes(p.id));
  const last = told.toSorted(byAsking).at(-1)!;
  const passedOver = list.people.find((p) => mayHear(p) && !told.includes(p) && byAsking(p, last) < 0);
  if (passedOver)
    throw new Broken("who asked first is told first", "", `${passedOver.id} was passed over by ${last.id}`);
}

export const keyOf = ({ id }: Person, turn: number) => `${id}/${turn}`;

/** When a mail is claimed: from here on it may arrive. */
export function mayBeTold({ list, kept }: World, notice: Notice): void {
  const { person } = notice;
  if (person.state !== "waiting" || person.suppressed)
    throw new Broken("who left is not written to", "", `${person.id} is ${person.state}`);
  if (list.sending !== "on") throw new Broken("messages that are off stay", "", `${person.id} is written to`);
  if (availableIn(list.seen) <= 0 && !kept.has(notice))
    throw new Broken("what is owed is announced to nobody", "", `${person.id} is told of nothing`);
  if (list.rules.firstRefusal && notice.keptUntil === null)
    throw new Broken("a unit is kept before the mail goes", "", `${person.id} has none`);
}

/** When a mail arrives. */
export function arrivesOnce({ mails }: World): void {
  const { person, turn, at } = mails.at(-1)!;
  const earlier = mails.slice(0, -1).filter((m) => m.person === person);
  if (earlier.some((m) => m.turn === turn))
    throw new Broken("nobody is told twice of one restock", "", `${person.id} of restock ${turn}`);
  if (earlier.some((m) => at - m.at < dayMinutes))
    throw new Broken("nobody is told twice within a day", "", `${person.id} of restock ${turn}`);
}

/** At the end, with stock for everybody and without faults. */
export function nobodyIsForgotten({ list, mails }: World): void {
  const heard = new Set(list.notices.flatMap((n) => (isOver(n) ? [n.person] : [])));
  for (const { person } of mails) heard.add(person);
  const one = list.people.find((p) => p.state === "waiting" && !p.suppressed && !(p.stays && heard.has(p)));
  if (one) throw new Broken("nobody is forgotten", "all who wait are told in the end", `${one.id} waits`);
}

const isOver = ({ state }: Notice) => state === "sent" || state === "unknown" || state === "refused";

import { open } from "#test/routes/visit.ts";
import { seedBook } from "./book.ts";
import { countStatements, takeCounts, type Counts } from "./counted.ts";
import { alternate, milliseconds, ratios, shuffled, type Lab } from "./measure.ts";
import { benchShop } from "./shop.ts";

const asked = {
  Home: "/app",
  Backorders: "/app/backorders",
  "Backorders, late": "/app/backorders?view=late",
  Products: "/app/products",
};
type Name = keyof typeof asked;
const names = Object.keys(asked) as Name[];

type Opened = Counts & { ms: number };

/** The admin's pages as a browser asks for them, of a shop that owes little and of one that owes much. */
export default async function pages(lab: Lab): Promise<void> {
  countStatements();
  const sizes = lab.quick ? ["1e3", "1e4"] : ["1e3", "1e5"];
  const shopOf = (size: string) => `owes-${size}.myshopify.com`;
  const { world, database } = await benchShop(lab, { shops: sizes.map(shopOf) });
  for (const size of sizes) {
    await seedBook(database.url, shopOf(size), { lines: Number(size), items: Number(size) / 50 });
  }
  const seen: Record<string, Record<Name, Opened[]>> = {};

  async function opened(size: string, name: Name): Promise<Opened> {
    takeCounts();
    const ms = await milliseconds(async () => {
      const { status } = await open(world, asked[name], shopOf(size));
      if (status !== 200) throw new Error(`${name} answered ${status}.`);
    });
    return { ms, ...takeCounts() };
  }

  for (const size of sizes) for (const name of names) await opened(size, name);
  for (const size of sizes) seen[size] = { Home: [], Backorders: [], "Backorders, late": [], Products: [] };
  await alternate(lab, sizes, async (size) => {
    for (const name of shuffled(names, lab.random)) seen[size]![name].push(await opened(size, name));
  });
  for (const name of names) {
    for (const size of sizes) {
      lab.find({
        what: `${name}, ${size} owed lines`,
        unit: "ms",
        values: seen[size]![name].map((o) => o.ms),
      });
    }
    const [small, large] = sizes.map((size) => seen[size]![name]);
    const grown = ratios(
      large!.map((o) => o.ms),
      small!.map((o) => o.ms),
    );
    lab.find({
      what: `${name}, ${sizes[1]} / ${sizes[0]} owed lines`,
      unit: "x",
      values: grown,
      goal: { atMost: 1.3 },
    });
    lab.find({
      what: `${name}: statements`,
      unit: "",
      values: large!.map((o) => o.statements),
      goal: { atMost: 8 },
      kind: "count",
    });
  }
  takeCounts();
  for (const name of names) await open(world, asked[name], shopOf(sizes[0]!));
  lab.find({
    what: "control: four pages, against what one may ask",
    unit: "statements",
    values: [takeCounts().statements],
    goal: { atMost: 8 },
    kind: "control",
  });
  await world.close();
}

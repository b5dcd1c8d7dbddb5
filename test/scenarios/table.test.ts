import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { written } from "./document.ts";
import { table } from "./table.ts";

/** The rows that other engines' faults taught, by their names: none may be forgotten, none renumbered. */
const taught: Record<string, string> = {
  A: "2 4 6 8 10 11 12 14 17 18 22 24",
  B: "2 3 7 8 9 10 11 16 17 18",
  C: "2 4 5 7 11 13",
  D: "1 2 5 6 7 9 11 13 15 16 22 23 25",
  E: "2 4 5 8 9 12 14 15 16",
  F: "2 4 6 7 9 10 12 13 14 18 20 22",
  G: "1 2 3 4 6 12 13 15 17",
  H: "1 5 7 8 9 11 13 14 16 17 19 20 21 22 24",
  I: "1 3 5 6 9 11",
  J: "2 3 4 5 8 9 11 14 15 16 20",
  K: "1 3 5 6 7 8 10 11 13 16 17 18 22 24 27 30",
  L: "1 5 6 8 9 11 13 14",
  M: "1 4 5 6 9 11 11b 14 16 17",
};

test("every row is in the table once, and what is new is named X", () => {
  const ids = Object.entries(taught).flatMap(([letter, numbers]) =>
    numbers.split(" ").map((n) => letter + n),
  );
  const own = table.map((row) => row.id).filter((id) => id.startsWith("X"));
  expect(table.map((row) => row.id).sort()).toEqual([...ids, ...new Set(own)].sort());
});

const elsewhere = table.flatMap((row) => {
  const { id } = row;
  if ("file" in row) return [{ id, file: row.file, test: row.test }];
  return "steps" in row && row.also ? [{ id, ...row.also }] : [];
});
test.each(elsewhere)("scenario $id has its test in $file", ({ file, test: title }) => {
  expect(existsSync(file) && readFileSync(file, "utf8")).toContain(title);
});

test("a row that is a story is told at least once, and says something", () => {
  for (const row of table)
    if ("steps" in row) for (const { then } of row.steps) expect(then, row.id).toBeTypeOf("object");
});

test("docs/scenarios.md is the table as it is now: npm test -- test/scenarios/table.test.ts -u writes it", async () => {
  await expect(written(table)).toMatchFileSnapshot("../../docs/scenarios.md");
});

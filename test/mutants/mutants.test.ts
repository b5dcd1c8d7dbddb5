import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutants } from "./all.ts";

test.each(mutants)("the mistake “$name” can still be made in $file", ({ file, find, put }) => {
  expect(readFileSync(file, "utf8").split(find)).toHaveLength(2);
  expect(put).not.toBe(find);
});

test("every mistake has a name of its own, and docs/mutants.md tells of all of them", () => {
  const names = mutants.map((m) => m.name);
  expect(new Set(names).size).toBe(names.length);
  const told = readFileSync("docs/mutants.md", "utf8");
  for (const name of names) expect(told).toContain(name);
});

import { expect, test } from "vitest";
import { playOnPaper } from "#test/scenarios/on-paper.ts";
import { stories, table } from "#test/scenarios/table.ts";

/** The table's stories, told on paper: the rules alone decide. */
test.each(stories)("scenario $id: $rule", (row) => {
  for (const { is, should } of playOnPaper(row)) expect(is).toEqual(should);
});

const arithmetic = table.flatMap((row) => ("check" in row ? [row] : []));
test.each(arithmetic)("scenario $id: $rule", ({ check }) => check());

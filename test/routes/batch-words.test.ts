import { describe, expect, test } from "vitest";
import { sumOf } from "#app/domain/slip.ts";
import { deliveriesLeft, fileLeft, summaryWords } from "#app/routes/app.incoming.batches.$id/batch-words.ts";

const nothing = {
  ...sumOf([]),
  added: 0,
  changed: 0,
  same: 0,
  units: 0,
  lines: 0,
  shown: [],
  headings: [],
};

describe("what a batch does is said without what it does not do", () => {
  test("for a file", () => {
    const file = { ...nothing, added: 2, units: 52, same: 1 };
    expect(summaryWords("import", false, file)).toBe(
      "2 deliveries with 52 units to add, 1 delivery as it is already.",
    );
    expect(summaryWords("import", true, { ...nothing, changed: 1 })).toBe("1 delivery changed.");
    expect(summaryWords("import", false, nothing)).toBe("No delivery is added or changed.");
  });

  test("for taking one back: what was not there before is canceled", () => {
    expect(summaryWords("undo", false, { ...nothing, added: 2, changed: 1 })).toBe(
      "2 added deliveries are canceled, 1 delivery goes back to what it was before.",
    );
    expect(summaryWords("undo", true, { ...nothing, changed: 3 })).toBe(
      "3 deliveries are as they were before.",
    );
  });

  test("with the deliveries that became impossible meanwhile", () => {
    expect(deliveriesLeft("import", 1, true)).toBe("1 delivery was not saved");
    expect(deliveriesLeft("undo", 2, true)).toBe("2 deliveries stayed as they were");
    expect(fileLeft("import", 3)).toBe("Download 3 rows that were not saved");
    expect(fileLeft("undo", 1)).toBe("Download 1 delivery that stayed");
  });
});

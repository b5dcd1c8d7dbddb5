import { describe, expect, test } from "vitest";
import { dayText } from "#app/components/dates.ts";
import { sourceSentence, sourceWords } from "#app/components/date-source.ts";

const day = (d: string) => dayText(d, "2026-11-22");
const typed = {
  evidence: null,
  supplier: "Fjellverk",
  told: false,
  statedOn: "2026-12-01",
  expectedOn: "2026-12-01",
};

describe("under a date stands who said it", () => {
  test("staff, though it is a supplier's delivery", () => {
    expect(sourceWords(typed)).toBe("Entered by staff");
    expect(sourceSentence(typed, day)).toBe("Staff entered Dec 1.");
  });

  test("the supplier, only where it did itself", () => {
    const told = { ...typed, told: true };
    expect(sourceWords(told)).toBe("Supplier confirmed");
    expect(sourceSentence(told, day)).toBe("Fjellverk says Dec 1.");
  });

  test("Shopify", () => {
    const managed = { ...typed, managed: true };
    expect(sourceWords(managed)).toBe("From Shopify");
    expect(sourceSentence(managed, day)).toBe("Shopify says Dec 1.");
  });

  test("nobody, while it is a draft or has none", () => {
    expect(sourceWords({ ...typed, draft: true })).toBe("Not confirmed yet");
    expect(sourceSentence({ ...typed, statedOn: null }, day)).toBe("No date was stated.");
  });
});

import { expect, test } from "vitest";
import { countryNames } from "#app/routes/app.settings_.calendar/choices.server.ts";

test("every country can be chosen once, by the code that it has today", () => {
  const names = countryNames().map((c) => c.name);
  expect(names).toEqual([...new Set(names)]);
  const codes = countryNames().map((c) => c.code);
  expect(codes).toEqual(expect.arrayContaining(["DE", "FR", "GB", "RS", "US"]));
  for (const former of ["DD", "FX", "SU", "YU", "EU"]) expect(codes).not.toContain(former);
});

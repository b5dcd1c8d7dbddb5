import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extensionDir } from "./notice.ts";
import { checkTheme } from "./theme-check.ts";

describe("Shopify's theme check", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), "theme-check-"));
  });
  afterAll(() => rm(copy, { recursive: true }));

  it("has nothing to say about the extension", async () => {
    expect(await checkTheme(extensionDir)).toEqual([]);
  });

  it.each([
    ["{% section 'x' %}", "AppBlockValidTags"],
    ["{{ 'state.nowhere' | t }}", "TranslationKeyExists"],
    ["{% render 'nowhere' %}", "MissingTemplate"],
    ["{{ 'x' | nofilter }}", "UnknownFilter"],
  ])("finds a planted %s", async (fault, check) => {
    await cp(extensionDir, copy, { recursive: true });
    const block = join(copy, "blocks/backorder-notice.liquid");
    await writeFile(block, fault + (await readFile(block, "utf8")));
    expect((await checkTheme(copy)).join("\n")).toContain(check);
  });
});

import { describe, expect, test } from "vitest";
import { textOf } from "#app/domain/text-file.ts";

const text = "Lieferung;Menge\r\nGröße Ü – façade;5\r\n";
const utf16 = (mark: string, swap: boolean) => {
  const bytes = Buffer.from(mark + text, "utf16le");
  return swap ? bytes.swap16() : bytes;
};
/** As Windows-1252: its letters are those of Latin-1, but for the dash and a few others. */
const windows = Buffer.from(text.replace("–", "\u0096"), "latin1");

describe("a file", () => {
  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16 of Excel's “Unicode text”", utf16("\uFEFF", false)],
    ["UTF-16, the other way round", utf16("\uFEFF", true)],
    ["UTF-16 without a mark", utf16("", false)],
    ["UTF-16, the other way round, without a mark", utf16("", true)],
    ["Windows-1252, as Excel writes CSV in the west", windows],
  ])("in %s is read as it was written", (_, bytes) => {
    expect(textOf(bytes)).toBe(text);
  });

  test("that is a spreadsheet's own, or a picture, is no text", () => {
    expect(textOf(Buffer.from("504b0304140006000800000021", "hex"))).toBeNull();
    expect(textOf(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"))).toBeNull();
  });

  test("that is empty is an empty text", () => {
    expect(textOf(new Uint8Array())).toBe("");
  });
});

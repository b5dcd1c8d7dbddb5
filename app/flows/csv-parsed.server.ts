import Papa from "papaparse";

export type ParsedCsv = { header: string[]; records: string[][] };

/** The cells of a file. A sentence: it cannot be read without guessing. */
export function parsedCsv(text: string): ParsedCsv | string {
  const { csv, delimiter } = withDelimiter(text.replace(/^\uFEFF/, ""));
  const { data, errors } = Papa.parse<string[]>(csv, { delimiter, skipEmptyLines: false });
  // A quotation mark that is never closed would swallow every row behind it.
  const wrong = errors.find((e) => e.type === "Quotes");
  if (wrong) return `Row ${(wrong.row ?? 0) + 1} has a quotation mark in the wrong place.`;
  const [header = [], ...records] = data;
  return { header, records };
}

/** By its headings: what stands in the rows, such as notes, has commas of its own. Excel may name it in a first line. */
function withDelimiter(text: string): { csv: string; delimiter: string } {
  const [named, delimiter] = /^"?sep=(.)"?\r?\n/i.exec(text) ?? [];
  if (named && delimiter) return { csv: text.slice(named.length), delimiter };
  const headings = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, "");
  const times = (mark: string) => headings.split(mark).length;
  const [most = ","] = [",", ";", "\t", "|"].sort((a, b) => times(b) - times(a));
  return { csv: text, delimiter: most };
}

export const isEmpty = (record: string[]) => record.every((cell) => cell.trim() === "");

/** A file as we write it. Spreadsheets take one without this mark for one in the letters of their country. */
export function csvFile(rows: string[][]): string {
  return `\uFEFF${csvRows(rows)}`;
}

export function csvRows(rows: string[][]): string {
  return `${Papa.unparse(rows, { newline: "\r\n" })}\r\n`;
}

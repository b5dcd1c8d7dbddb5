/**
 * The text of a file, by whatever program it was saved. Excel writes UTF-8 with a mark, UTF-16 with one ("Unicode
 * text") or, in the west, Windows-1252 without any. Null: it is no text.
 */
export function textOf(bytes: Uint8Array): string | null {
  const text = decoded(bytes).replace(/^\uFEFF/, "");
  return text.includes("\0") ? null : text;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const as = (encoding: string) => new TextDecoder(encoding).decode(bytes);
  if (first === 0xff && second === 0xfe) return as("utf-16le");
  if (first === 0xfe && second === 0xff) return as("utf-16be");
  // A file begins with a heading: of its first two letters one byte each is nothing.
  if (first !== 0 && second === 0) return as("utf-16le");
  if (first === 0 && second !== 0) return as("utf-16be");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return as("windows-1252");
  }
}

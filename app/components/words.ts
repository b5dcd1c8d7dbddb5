const whole = new Intl.NumberFormat("en-US");

/** Every number has a noun: "1 unit", "2,400 units". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${whole.format(n)} ${n === 1 ? one : many}`;
}

/** Whole amounts without cents, as a merchant reads totals: "$18,420", but "$18.50". */
export function moneyText(amount: number, currency: string): string {
  const fraction = Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat("en-US", { style: "currency", currency, ...fraction }).format(amount);
}

/** "sand and olive", "sand, olive, and moss". */
export function listText(words: string[]): string {
  return new Intl.ListFormat("en-US", { type: "conjunction" }).format(words);
}

const languageNames = new Intl.DisplayNames("en-US", { type: "language" });

/** "German" for "de". */
export function languageName(tag: string): string {
  return languageNames.of(tag) ?? tag;
}

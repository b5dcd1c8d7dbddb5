// JSON.rawJSON is in Node 22 and later, but not yet in TypeScript's library.
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
};

/** An id as Shopify writes it in webhooks: a JSON number, with all its digits even beyond 2^53. */
export const idNumber = (id: string | null): unknown => (id === null ? null : rawJSON(id));

export const isIdNumber = isRawJSON;

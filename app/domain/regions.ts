/** A country, or a part of one, by its code. */
export type Region = { code: string; name: string };
export type Country = Region & { regions: Region[] };

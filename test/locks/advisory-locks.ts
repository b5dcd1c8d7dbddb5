const call = /pg_advisory_xact_lock(_shared)?\(hashtext\(([^()]+(?:\(\))?)\), hashtext\(([^()]+)\)\)/g;

/** Advisory locks that a statement takes until the end of its transaction. */
export function advisoryLocks(
  text: string,
  values: unknown[],
): { on: string; key: string; shared: boolean }[] {
  const list = /unnest\(\$1::text\[\]\) as p\b/.test(text) ? (values[0] as string[] | string) : null;
  return [...text.matchAll(call)].flatMap(([, shared, name, key]) => {
    if (list) {
      const places = Array.isArray(list) ? list : (JSON.parse(list) as string[]);
      return places.map((place) => {
        const [on, of] = JSON.parse(place) as [string, string];
        return { on: `lock ${on}`, key: of, shared: shared !== undefined };
      });
    }
    const valueOf = (part: string) =>
      part.startsWith("$") ? String(values[Number(part.slice(1)) - 1]) : part.slice(1, -1);
    return [{ on: `lock ${valueOf(name!)}`, key: valueOf(key!), shared: shared !== undefined }];
  });
}

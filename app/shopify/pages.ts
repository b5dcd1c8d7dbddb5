type Connection = { pageInfo: { hasNextPage: boolean; endCursor?: string | null } };

/** All pages of a connection, one request each. Ends early when the thing that holds the connection is gone. */
export async function* pages<C extends Connection>(
  fetch: (after: string | null) => Promise<C | null | undefined>,
): AsyncGenerator<C> {
  let after: string | null = null;
  for (;;) {
    const page: C | null | undefined = await fetch(after);
    if (!page) return;
    yield page;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor ?? null;
  }
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const shopifyHosts = /(\.myshopify\.com|^storage\.googleapis\.com)$/;

/** A fetch whose requests to Shopify reach the stand-in; any other host outside this machine is refused. */
export function routeFetch(realFetch: typeof fetch, standInUrl: string): typeof fetch {
  return async (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    if (loopback.test(asked.hostname) || asked.protocol === "data:") return realFetch(input, init);
    if (asked.protocol !== "https:" || !shopifyHosts.test(asked.hostname)) {
      throw new TypeError(
        `${asked.origin} was not asked: with the Shopify stand-in nothing leaves this machine.`,
      );
    }
    const request = new Request(input, init);
    request.headers.set("x-stand-in-host", asked.hostname);
    const target = new URL(asked.pathname + asked.search, standInUrl);
    // The body is read here because a stream could not be sent again when the connection has to be reopened.
    const body = request.body ? await request.arrayBuffer() : null;
    return realFetch(target, {
      method: request.method,
      headers: request.headers,
      body,
      redirect: request.redirect,
      signal: request.signal,
    });
  };
}

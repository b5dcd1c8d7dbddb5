/* global ask, openAddress, embedded */
// Every request of the page to its own app carries a fresh id token, as with the real App Bridge.

if (embedded) {
  const plainFetch = window.fetch;

  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin) return plainFetch(input, init);

    const again = request.clone();
    let response = await plainFetch(await withToken(request));
    if (response.status === 401 && response.headers.get("X-Shopify-Retry-Invalid-Session-Request")) {
      response = await plainFetch(await withToken(again));
    }
    const authorizeUrl = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (authorizeUrl) {
      openAddress(new URL(authorizeUrl, location.href).href, "_top");
      // The page is about to be left; an answer would only flash an error.
      return new Promise(() => {});
    }
    return response;
  };

  const withToken = async (request) => {
    if (!request.headers.has("Authorization")) {
      request.headers.set("Authorization", `Bearer ${await ask("idToken")}`);
    }
    request.headers.set("X-Requested-With", "XMLHttpRequest");
    return request;
  };
}

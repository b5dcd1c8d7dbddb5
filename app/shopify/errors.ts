/** Shopify understood and said no. Asking again gives the same answer. */
export class ShopifyRefused extends Error {
  override name = "ShopifyRefused";
  /** For instance ACCESS_DENIED, TAKEN or NOT_FOUND, where Shopify gave one. */
  readonly code: string | undefined;
  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Shopify could not answer now: network, 5xx, throttled for long, no usable token. Try again later. */
export class ShopifyUnavailable extends Error {
  override name = "ShopifyUnavailable";
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds = 5, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The shop must open the app before anything can be read or written: its token was revoked or ran out. */
export class ShopAccessLost extends ShopifyUnavailable {
  override name = "ShopAccessLost";
}

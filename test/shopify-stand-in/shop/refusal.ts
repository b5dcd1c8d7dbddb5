/** A rule said no: what Shopify answers as a userError. */
export class Refusal extends Error {
  readonly field: string[] | null;
  readonly code: string | null;

  constructor(message: string, code: string | null = null, field: string[] | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

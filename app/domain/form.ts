/** A form as typed, checked: its value, or what is wrong at which field. */
export type Checked<Value, Field extends string> =
  { ok: true; value: Value } | { ok: false; errors: Partial<Record<Field, string>> };

import type { Because } from "./because.ts";
import type { Id } from "./facts.ts";

/**
 * What should become true in the shop. An effect names its target, not a value: whoever performs it reads the
 * debt book then, so a late or repeated performance writes the newest truth and never an old one.
 */
export type Effect =
  | { kind: "publish_availability"; target: Id /* product */; because: Because }
  | { kind: "tag_order"; target: Id /* order */; because: Because }
  | { kind: "write_order_backorders"; target: Id /* order */; because: Because }
  | { kind: "hold_waiting_part"; target: Id /* order */; because: Because }
  | { kind: "switch_policy"; target: Id /* product */; because: Because };

export type EffectKind = Effect["kind"];

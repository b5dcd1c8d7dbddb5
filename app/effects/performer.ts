import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";

/** How one kind of effect is brought about. Asking twice for the same value must change nothing. */
export type Performer<Value = unknown> = {
  /** Targets that may share one call. A call is all or nothing. */
  together: number;
  /** What should be in Shopify, read from the book now. Null: nothing should be, and nothing has to be removed. */
  wanted(world: World, shop: string, targets: Id[]): Promise<Map<Id, Value | null>>;
  write(world: World, shop: string, values: { target: Id; value: Value }[]): Promise<void>;
  /** Worth nothing as a first value: where we never wrote, "nothing" is already there. */
  isNothing(value: Value): boolean;
  /**
   * What it wants was seen to be missing in Shopify just now: that it was written before does not mean that it is
   * there. Staff may have taken it away since.
   */
  looksFirst?: true;
  /** For the why-log: what was done, as the end of a sentence. Null: it says so itself. */
  result(value: Value): string | null;
};

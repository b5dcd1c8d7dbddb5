import { Badge } from "@shopify/polaris";
import { stateWords } from "#app/domain/because.ts";
import type { State } from "#app/domain/facts.ts";

const tones = {
  in_stock: "success",
  backorder: "info",
  out_of_stock: "warning",
  discontinued: "enabled",
} as const;

/** What shoppers see. `note` says of how many variants, or the date. */
export function StateBadge({ state, note }: { state: State; note?: string }) {
  return <Badge tone={tones[state]}>{note ? `${stateWords[state]}, ${note}` : stateWords[state]}</Badge>;
}

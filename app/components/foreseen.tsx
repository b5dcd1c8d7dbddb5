import { WhatMoves } from "./moved-lines.tsx";

/** A form's fields as they are typed. `units` are of one item. */
export type Asked = {
  expectedOn?: string;
  undated?: boolean;
  itemId?: string | null;
  units?: string;
  cancelled?: boolean;
  split?: boolean;
};

/** Whom a change of a delivery hits. */
export function Foreseen({ deliveryId, asked }: { deliveryId: string; asked: Asked }) {
  return <WhatMoves address={addressOf(deliveryId, asked)} />;
}

function addressOf(deliveryId: string, asked: Asked): string {
  const { expectedOn, undated, itemId, units, cancelled, split } = asked;
  const query = new URLSearchParams({
    ...(undated ? { undated: "on" } : expectedOn !== undefined && { expectedOn }),
    ...(itemId != null && units !== undefined && { itemId, units }),
    ...(cancelled && { cancelled: "on" }),
    ...(split && { split: "on" }),
  });
  return `/app/incoming/${deliveryId}/foreseen?${query}`;
}

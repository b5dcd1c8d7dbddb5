import { html, type Html } from "../html.ts";
import type { Id, Metafield } from "../../shop/model.ts";
import { shopOf, type AdminContext } from "./context.ts";

/** What apps have written about this product or order. */
export function metafieldsCard(
  context: AdminContext,
  ownerType: Metafield["ownerType"],
  ownerId: Id,
): Html | null {
  const fields = Object.values(shopOf(context).metafields).filter(
    (field) => field.ownerType === ownerType && field.ownerId === ownerId,
  );
  if (fields.length === 0) return null;
  return html`<div class="card">
    <h2>Metafields</h2>
    ${fields.map(
      (field) =>
        html`<details>
          <summary>${field.key}</summary>
          <pre>${readable(field.value)}</pre>
        </details>`,
    )}
  </div>`;
}

function readable(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}

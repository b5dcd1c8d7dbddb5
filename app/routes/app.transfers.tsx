import { data, redirect } from "@remix-run/node";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { count } from "#app/components/words.ts";
import { moveDecided } from "#app/flows/move-decided.server.ts";
import { nativeSupplierChosen } from "#app/flows/native-supplier-chosen.server.ts";
import { transfersAllowed, transfersRefused } from "#app/flows/transfer-access.server.ts";
import { deliveryLinked, deliveryUnlinked, toldApart } from "#app/flows/transfer-linked.server.ts";

export const headers = pageHeaders;

/** No page of its own: forms of Home, of Incoming, of a delivery and of the settings come here. */
export const loader = page(async () => {
  throw redirect("/app/incoming");
});

export const action = form(async ({ world, shop }: Visit, fields) => {
  const { intent, deliveryId = "", transferId = "", supplierId = "" } = fields;
  switch (intent) {
    case "link":
      return answer(await deliveryLinked(world, shop, deliveryId, transferId), "Counted once now", fields);
    case "apart":
      await toldApart(world, shop, deliveryId, transferId);
      return data<FormAnswer>({ said: "Kept as different goods" });
    case "unlink":
      return answer(await deliveryUnlinked(world, shop, deliveryId), "Counted on its own again", fields);
    case "tell-now":
    case "leave-to-rules":
      return decide(
        await moveDecided(world, shop, deliveryId, intent === "tell-now" ? "now" : "rules"),
        fields,
      );
    case "supplier":
      return answer(
        await nativeSupplierChosen(world, shop, deliveryId, supplierId || null),
        "Supplier saved",
        fields,
      );
    case "allowed":
      await transfersAllowed(world, shop);
      return data<FormAnswer>({ said: "Reading your transfers" });
    case "not-now":
      await transfersRefused(world, shop);
      return data<FormAnswer>({ said: "You can allow it in Settings" });
    default:
      throw notFound("form");
  }
});

function decide(told: number | "not_found", typed: Record<string, string>) {
  if (told !== "not_found")
    return data<FormAnswer>({
      said: told > 0 ? `Telling the customers of ${count(told, "order")}` : "Left to the rules",
    });
  const errors = { form: "There is nothing to decide anymore. Nothing was changed." };
  return data<FormAnswer>({ errors, typed }, { status: 422 });
}

function answer(result: string, said: string, typed: Record<string, string>) {
  if (result !== "not_found") return data<FormAnswer>({ said });
  const errors = { form: "One of the two isn't coming anymore. Nothing was changed." };
  return data<FormAnswer>({ errors, typed }, { status: 422 });
}

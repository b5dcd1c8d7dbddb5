import { notFound, page } from "#app/admin-page.server.ts";
import { isDay } from "#app/domain/days.ts";
import { undoForeseen } from "#app/flows/delivery-undone.server.ts";
import { deliveryForeseen, type Said } from "#app/flows/delivery-foreseen.server.ts";

/** Whom a change of a delivery would move, asked by its form while somebody types. Writes nothing. */
export const loader = page(async ({ world, shop, params, request }) => {
  const asked = new URL(request.url).searchParams;
  const actionId = asked.get("undo") ?? "";
  if (/^[0-9a-f-]{36}$/.test(actionId))
    return { undo: await undoForeseen(world, shop, actionId, params["id"] ?? "") };
  const foreseen = await deliveryForeseen(world, shop, params["id"] ?? "", saidIn(asked));
  if (!foreseen) throw notFound("delivery");
  return { foreseen };
});

/** What is not a day, or not a number of units yet, is not asked. */
function saidIn(asked: URLSearchParams): Said {
  const [expectedOn, itemId, units] = [
    asked.get("expectedOn") ?? "",
    asked.get("itemId") ?? "",
    asked.get("units") ?? "",
  ];
  return {
    ...(asked.get("undated") === "on"
      ? { statedOn: null }
      : isDay(expectedOn)
        ? { statedOn: expectedOn }
        : {}),
    ...(itemId !== "" && /^\d{1,7}$/.test(units) && { units: { [itemId]: Number(units) } }),
    cancelled: asked.get("cancelled") === "on",
    split: asked.get("split") === "on",
  };
}

import { page } from "#app/admin-page.server.ts";
import { proposalForeseen } from "#app/flows/proposal-foreseen.server.ts";

/** Whom accepting it would move; null once there is nothing to accept any more. Writes nothing. */
export const loader = page(async ({ world, shop, params }) => ({
  foreseen: await proposalForeseen(world, shop, params["id"] ?? ""),
}));

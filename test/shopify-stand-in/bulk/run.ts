import { execute, type DocumentNode } from "graphql";
import type { ExecutionContext } from "../admin-api/context.ts";
import { resolveField } from "../admin-api/resolve-field.ts";
import { resolveType } from "../admin-api/typed.ts";
import { adminSchema } from "../admin-api/schema.ts";
import type { BulkOperation } from "../shop/model.ts";
import { newId, timestamp, type ShopState } from "../shop/state.ts";
import { restTime } from "../webhooks/payloads/times.ts";
import { toLines } from "./jsonl.ts";

/** Results can be fetched for a week. */
export const KEPT_MS = 7 * 86_400_000;

const STEP_MS = 50;

export const isPending = ({ status }: BulkOperation): boolean => status === "CREATED" || status === "RUNNING";

/** Starts an operation; its states follow on their own, as fast as a small shop's would. */
export function startBulkQuery(ctx: ExecutionContext, query: string, document: DocumentNode): BulkOperation {
  const operation: BulkOperation = {
    id: newId(ctx.shop),
    status: "CREATED",
    query,
    errorCode: null,
    objectCount: 0,
    rootObjectCount: 0,
    jsonl: null,
    createdAt: timestamp(ctx.shop),
    completedAt: null,
  };
  ctx.shop.bulkOperations[operation.id] = operation;
  ctx.shop.world.after(STEP_MS, () => {
    if (operation.status === "CREATED") operation.status = "RUNNING";
    ctx.shop.world.after(STEP_MS, () => finish(ctx, operation, document));
  });
  return operation;
}

export function cancelBulkOperation(operation: BulkOperation): void {
  operation.status = "CANCELING";
}

async function finish(
  ctx: ExecutionContext,
  operation: BulkOperation,
  document: DocumentNode,
): Promise<void> {
  if (operation.status === "CANCELING") operation.status = "CANCELED";
  else if (operation.status === "RUNNING") await run(ctx, operation, document);
  else return;
  operation.completedAt = timestamp(ctx.shop);
  ctx.shop.world.emit("bulk_operations/finish", () => finishPayload(ctx.shop, operation));
}

async function run(ctx: ExecutionContext, operation: BulkOperation, document: DocumentNode): Promise<void> {
  const result = await execute({
    schema: adminSchema(),
    document,
    contextValue: { ...ctx, bulk: true },
    rootValue: {},
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  const [error] = result.errors ?? [];
  if (error || !result.data) {
    operation.status = "FAILED";
    const isDenied = error?.extensions?.code === "ACCESS_DENIED";
    operation.errorCode = isDenied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
    if (!isDenied) console.error("stand-in bulk operation failed:", error?.message);
    return;
  }
  const { lines, roots } = toLines(result.data);
  operation.jsonl = lines.map((line) => `${line}\n`).join("");
  operation.objectCount = lines.length;
  operation.rootObjectCount = roots;
  operation.status = "COMPLETED";
}

const finishPayload = (shop: ShopState, operation: BulkOperation) => ({
  admin_graphql_api_id: `gid://shopify/BulkOperation/${operation.id}`,
  completed_at: restTime(shop, operation.completedAt),
  created_at: restTime(shop, operation.createdAt),
  error_code: operation.errorCode?.toLowerCase() ?? null,
  status: operation.status.toLowerCase(),
  type: "query",
});

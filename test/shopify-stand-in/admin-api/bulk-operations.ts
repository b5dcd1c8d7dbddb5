import { prepareBulkQuery } from "../bulk/bulk-query.ts";
import { cancelBulkOperation, isPending, startBulkQuery } from "../bulk/run.ts";
import type { BulkOperation } from "../shop/model.ts";
import { Refusal } from "../shop/refusal.ts";
import { connection } from "./connections.ts";
import type { Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { adminSchema } from "./schema.ts";
import { id, search, text, time, type SearchFields } from "./search.ts";
import { answer } from "./user-errors.ts";

const MOST_AT_ONCE = 5;

const searchFields: SearchFields<BulkOperation> = {
  id: id((operation) => operation.id),
  status: text((operation) => operation.status),
  operation_type: text(() => "QUERY"),
  created_at: time((operation) => operation.createdAt),
  completed_at: time((operation) => operation.completedAt),
};

export const resolvers: Resolvers = {
  QueryRoot: {
    bulkOperation: (_source, args, ctx) => ctx.shop.bulkOperations[idOf("BulkOperation", args.id)] ?? null,
    bulkOperations: (_source, args, ctx) => {
      const found = search(ctx, Object.values(ctx.shop.bulkOperations), args.query, searchFields);
      const sortBy = (operation: BulkOperation) =>
        args.sortKey === "COMPLETED_AT" ? operation.completedAt : operation.createdAt;
      return connection(found, { ...args, reverse: !args.reverse }, { sortBy }); // newest first
    },
    currentBulkOperation: (_source, { type }, ctx) =>
      type === "QUERY" ? (Object.values(ctx.shop.bulkOperations).at(-1) ?? null) : null,
  },
  BulkOperation: {
    type: () => "QUERY",
    fileSize: ({ jsonl }: BulkOperation) => (jsonl === null ? null : String(Buffer.byteLength(jsonl))),
    objectCount: ({ objectCount }: BulkOperation) => String(objectCount),
    rootObjectCount: ({ rootObjectCount }: BulkOperation) => String(rootObjectCount),
    partialDataUrl: () => null,
    // Shopify gives no address for an empty result.
    url: ({ id: operationId, jsonl }: BulkOperation, _args, ctx) =>
      jsonl ? `https://storage.googleapis.com/stand-in/${ctx.shop.shop.domain}/${operationId}.jsonl` : null,
  },
  Mutation: {
    bulkOperationRunQuery: (_source, { query, groupObjects }, ctx, info) =>
      answer(info, () => {
        if (groupObjects)
          throw new Refusal("The stand-in does not implement groupObjects.", "INVALID", ["groupObjects"]);
        const document = prepareBulkQuery(adminSchema(), query);
        if ("refused" in document) throw new Refusal(document.refused, "INVALID", ["query"]);
        if (Object.values(ctx.shop.bulkOperations).filter(isPending).length >= MOST_AT_ONCE) {
          throw new Refusal(
            "A bulk query operation for this app and shop is already in progress.",
            "OPERATION_IN_PROGRESS",
            null,
          );
        }
        return { bulkOperation: { ...startBulkQuery(ctx, query, document) } }; // as it is now: CREATED
      }),
    bulkOperationCancel: (_source, args, ctx, info) => {
      const operation = ctx.shop.bulkOperations[idOf("BulkOperation", args.id)];
      return {
        bulkOperation: operation ?? null,
        ...answer(info, () => {
          if (!operation) throw new Refusal("Bulk operation does not exist", null, ["id"]);
          if (!isPending(operation)) {
            const status = operation.status.toLowerCase();
            throw new Refusal(`A bulk operation cannot be canceled when it is ${status}`);
          }
          cancelBulkOperation(operation);
          return { bulkOperation: operation };
        }),
      };
    },
  },
};

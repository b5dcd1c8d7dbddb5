-- Nothing was ever written here: who is told of a restock buys through Shopify, where no unit can be kept for them
-- but by a draft order.

-- AlterTable
ALTER TABLE "kept_back" DROP COLUMN "list",
ALTER COLUMN "floor" DROP DEFAULT;
ALTER TABLE "kept_back" RENAME COLUMN "floor" TO "units";

-- What lists and sums looked up for each line that is owed, now beside it: what alone pays it, its worth, its age, its
-- origin, and which of its promises binds.

-- AlterTable
ALTER TABLE "owed_line" ADD COLUMN     "paid_by" TEXT,
ADD COLUMN     "paid_on" DATE,
ADD COLUMN     "value" DECIMAL(14,2) NOT NULL DEFAULT 0,
ADD COLUMN     "placed_at" TIMESTAMPTZ(3),
ADD COLUMN     "channel" TEXT NOT NULL DEFAULT '';

UPDATE "owed_line" o SET "value" = o."owed" * l."unit_price"
FROM "order_line" l WHERE l."shop" = o."shop" AND l."line_id" = o."line_id";

UPDATE "owed_line" SET "placed_at" = "since";

UPDATE "owed_line" o SET "placed_at" = s."placed_at", "channel" = s."channel"
FROM "sales_order" s WHERE s."shop" = o."shop" AND s."order_id" = o."order_id";

UPDATE "owed_line" o SET "paid_by" = c."delivery_id", "paid_on" = c."expected_on"
FROM "cover" c WHERE c."shop" = o."shop" AND c."fulfillment_line_id" = o."fulfillment_line_id" AND NOT EXISTS (
  SELECT 1 FROM "cover" d WHERE d."shop" = c."shop" AND d."fulfillment_line_id" = c."fulfillment_line_id" AND d."position" <> c."position");

ALTER TABLE "owed_line" ALTER COLUMN "value" DROP DEFAULT,
ALTER COLUMN "placed_at" SET NOT NULL,
ALTER COLUMN "channel" DROP DEFAULT;

-- AlterTable
ALTER TABLE "promise_entry" ADD COLUMN     "binds" BOOLEAN NOT NULL DEFAULT true;

UPDATE "promise_entry" e SET "binds" = false WHERE EXISTS (
  SELECT 1 FROM "promise_entry" l WHERE l."shop" = e."shop" AND l."line_id" = e."line_id" AND l."version" > e."version")
OR EXISTS (
  SELECT 1 FROM "promise_outcome" o WHERE o."shop" = e."shop" AND o."line_id" = e."line_id");

-- CreateIndex
CREATE INDEX "promise_entry_shop_binds_promised_on_idx" ON "promise_entry"("shop", "binds", "promised_on");

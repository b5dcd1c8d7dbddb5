-- The lines that a delivery pays, one after the other.

-- DropIndex
DROP INDEX "cover_shop_delivery_id_idx";

-- CreateIndex
CREATE INDEX "cover_shop_delivery_id_fulfillment_line_id_idx" ON "cover"("shop", "delivery_id", "fulfillment_line_id");

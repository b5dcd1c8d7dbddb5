-- What webhooks said of stock since it was read, and news of deliveries on its way to their orders.

-- AlterTable
ALTER TABLE "stock_level" ADD COLUMN     "told_at" TIMESTAMPTZ(3),
ADD COLUMN     "told_available" INTEGER,
ADD COLUMN     "told_seq" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "spread" (
    "shop" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "because" JSONB NOT NULL,
    "cursor" TEXT NOT NULL DEFAULT '',
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spread_pkey" PRIMARY KEY ("shop","seq")
);

-- CreateIndex
CREATE INDEX "spread_shop_delivery_id_seq_idx" ON "spread"("shop", "delivery_id", "seq");

-- CreateIndex
CREATE INDEX "fulfillment_line_shop_fulfillment_order_id_idx" ON "fulfillment_line"("shop", "fulfillment_order_id");

-- AlterTable
ALTER TABLE "arrival" ADD COLUMN     "receipt_id" UUID;

-- CreateTable
CREATE TABLE "receipt" (
    "shop" TEXT NOT NULL,
    "receipt_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("shop","receipt_id","item_id")
);

-- CreateIndex
CREATE INDEX "arrival_shop_delivery_id_idx" ON "arrival"("shop", "delivery_id");

-- CreateIndex
CREATE INDEX "arrival_shop_item_id_at_idx" ON "arrival"("shop", "item_id", "at");

-- CreateIndex
CREATE INDEX "receipt_shop_item_id_at_idx" ON "receipt"("shop", "item_id", "at");

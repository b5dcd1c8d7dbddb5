-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "hold_waiting" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "release" TEXT NOT NULL DEFAULT 'at_once',
ADD COLUMN     "whole_orders" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "hold" (
    "shop" TEXT NOT NULL,
    "fulfillment_order_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "hold_id" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "others" BOOLEAN NOT NULL DEFAULT false,
    "line_ids" TEXT[],
    "units" INTEGER NOT NULL DEFAULT 0,
    "approved" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("shop","fulfillment_order_id")
);

-- CreateTable
CREATE TABLE "arrival" (
    "shop" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "delivery_id" TEXT,
    "units" INTEGER NOT NULL,
    "free" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "arrival_pkey" PRIMARY KEY ("shop","seq")
);

-- CreateTable
CREATE TABLE "arrival_line" (
    "shop" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "fulfillment_line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "owed" INTEGER NOT NULL,
    "because" JSONB NOT NULL,

    CONSTRAINT "arrival_line_pkey" PRIMARY KEY ("shop","seq","position")
);

-- CreateIndex
CREATE INDEX "hold_shop_order_id_idx" ON "hold"("shop", "order_id");

-- CreateIndex
CREATE INDEX "arrival_shop_at_idx" ON "arrival"("shop", "at");

-- CreateIndex
CREATE INDEX "arrival_line_shop_order_id_idx" ON "arrival_line"("shop", "order_id");

-- The text by which lines are ranked names the order now: queues are counted once from their first line on.
UPDATE "item" SET "recount" = true;

-- Who comes first, what is meant for whom, and where a queue ends.

-- DropIndex
DROP INDEX "fulfillment_line_shop_item_id_idx";

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "paid_first" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "rank_by" TEXT NOT NULL DEFAULT 'placed';

-- AlterTable
ALTER TABLE "item" ADD COLUMN     "recount" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "sales_order" ADD COLUMN     "paid" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "required_on" DATE;

-- AlterTable
ALTER TABLE "fulfillment_line" ADD COLUMN     "counted" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "confirmed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "availability" ADD COLUMN     "cap" INTEGER,
ADD COLUMN     "tentative" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "peg" (
    "shop" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "peg_pkey" PRIMARY KEY ("shop","delivery_id","item_id","line_id")
);

-- CreateTable
CREATE TABLE "tail" (
    "shop" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "outstanding" INTEGER NOT NULL,
    "owed" INTEGER NOT NULL,
    "free" INTEGER NOT NULL,
    "supplies" JSONB NOT NULL,
    "rank" TEXT NOT NULL,
    "facts" TEXT NOT NULL,

    CONSTRAINT "tail_pkey" PRIMARY KEY ("shop","item_id","location_id")
);

-- CreateIndex
CREATE INDEX "peg_shop_item_id_idx" ON "peg"("shop", "item_id");

-- CreateIndex
CREATE INDEX "peg_shop_line_id_idx" ON "peg"("shop", "line_id");

-- CreateIndex
CREATE INDEX "fulfillment_line_shop_item_id_counted_idx" ON "fulfillment_line"("shop", "item_id", "counted");

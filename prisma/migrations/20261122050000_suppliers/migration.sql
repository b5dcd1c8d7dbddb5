-- Who delivers, what they said and what their past deliveries teach.

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "supplier_id" TEXT,
ADD COLUMN     "type" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "evidence" JSONB,
ADD COLUMN     "first_stated_on" DATE,
ADD COLUMN     "ordered_on" DATE,
ADD COLUMN     "stated_on" DATE,
ADD COLUMN     "supplier_id" TEXT;

-- AlterTable
ALTER TABLE "delivery_line" ADD COLUMN     "received_on" DATE;

-- CreateTable
CREATE TABLE "supplier" (
    "shop" TEXT NOT NULL,
    "supplier_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lead_time_days" INTEGER,
    "dates" TEXT NOT NULL DEFAULT 'stated',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("shop","supplier_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "supplier_shop_name_key" ON "supplier"("shop", "name");

-- What was entered so far was what the supplier had said.
UPDATE "delivery" SET "stated_on" = "expected_on", "first_stated_on" = "expected_on";

-- Cut-off, holidays, time zones of locations, customs papers, made to order, and when a promise moves.

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "confirm_hours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "cut_off" TEXT,
ADD COLUMN     "frozen_days" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "holidays_of" TEXT,
ADD COLUMN     "tolerance_days" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "tolerance_percent" INTEGER NOT NULL DEFAULT 20;

-- AlterTable
ALTER TABLE "location" ADD COLUMN     "time_zone" TEXT;

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "made_to_order_days" INTEGER;

-- AlterTable
ALTER TABLE "sales_order" ADD COLUMN     "country" TEXT;

-- CreateTable
CREATE TABLE "holiday" (
    "shop" TEXT NOT NULL,
    "location_id" TEXT NOT NULL DEFAULT '',
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("shop","location_id","day")
);

-- CreateTable
CREATE TABLE "customs_days" (
    "shop" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "customs_days_pkey" PRIMARY KEY ("shop","country")
);

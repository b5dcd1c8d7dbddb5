-- AlterTable
ALTER TABLE "shop" ADD COLUMN "storefront" TEXT NOT NULL DEFAULT '';

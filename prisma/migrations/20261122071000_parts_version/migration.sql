-- Fulfillment orders change without their order's version.

-- AlterTable
ALTER TABLE "sales_order" ADD COLUMN     "parts_updated_at" TIMESTAMPTZ(3);

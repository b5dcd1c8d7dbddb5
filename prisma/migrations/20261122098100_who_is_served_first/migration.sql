-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "tiers" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "tiers_version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tiers_were" JSONB;

-- AlterTable
ALTER TABLE "sales_order" ADD COLUMN     "tier" INTEGER,
ADD COLUMN     "tier_matches" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "tiers_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "kept_back" (
    "shop" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "floor" INTEGER NOT NULL DEFAULT 0,
    "list" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "kept_back_pkey" PRIMARY KEY ("shop","item_id","location_id")
);

-- The text of a rank has one part more: no queue may go on from a text without it.
UPDATE "item" SET "recount" = true;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN "country" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "alert_settings" ADD COLUMN "first_refusal" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "keep_hours" INTEGER NOT NULL DEFAULT 24;

-- AlterTable
ALTER TABLE "notice" ADD COLUMN "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "notice" n SET "asked_at" = s."asked_at"
FROM "subscription" s WHERE s."shop" = n."shop" AND s."subscription_id" = n."subscription_id";

-- DropIndex
DROP INDEX "notice_shop_state_due_at_idx";

-- CreateIndex
CREATE INDEX "notice_shop_state_due_at_asked_at_subscription_id_idx" ON "notice"("shop", "state", "due_at", "asked_at", "subscription_id");

-- CreateTable
CREATE TABLE "kept_unit" (
    "shop" TEXT NOT NULL,
    "subscription_id" UUID NOT NULL,
    "turn" INTEGER NOT NULL,
    "variant_id" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "draft_id" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_unit_pkey" PRIMARY KEY ("shop","subscription_id","turn")
);

-- CreateTable
CREATE TABLE "sign_up_import" (
    "shop" TEXT NOT NULL,
    "import_id" UUID NOT NULL,
    "rows" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "added" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_up_import_pkey" PRIMARY KEY ("shop","import_id")
);

-- CreateTable
CREATE TABLE "sign_up_import_part" (
    "shop" TEXT NOT NULL,
    "import_id" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "sign_up_import_part_pkey" PRIMARY KEY ("shop","import_id","part")
);

-- CreateIndex
CREATE INDEX "kept_unit_shop_state_until_idx" ON "kept_unit"("shop", "state", "until");

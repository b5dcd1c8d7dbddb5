-- AlterTable
ALTER TABLE "shop" ADD COLUMN "writes_arrivals" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN "earliest_on" DATE,
ADD COLUMN "in_transit" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "notes" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "delivery_line" ADD COLUMN "damaged" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "delivery_change" (
    "shop" TEXT NOT NULL,
    "change_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "action_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_change_pkey" PRIMARY KEY ("shop","change_id")
);

-- CreateTable
CREATE TABLE "delivery_batch" (
    "shop" TEXT NOT NULL,
    "batch_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'checking',
    "name" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "steps" JSONB,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "summary" JSONB,
    "refused" JSONB,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_batch_pkey" PRIMARY KEY ("shop","batch_id")
);

-- CreateTable
CREATE TABLE "stock_write" (
    "shop" TEXT NOT NULL,
    "write_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "lines" JSONB NOT NULL,
    "problem" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_write_pkey" PRIMARY KEY ("shop","write_id")
);

-- CreateIndex
CREATE INDEX "delivery_change_shop_delivery_id_seq_idx" ON "delivery_change"("shop", "delivery_id", "seq");

-- CreateIndex
CREATE INDEX "delivery_change_shop_action_id_idx" ON "delivery_change"("shop", "action_id");

-- CreateIndex
CREATE INDEX "delivery_batch_shop_created_at_idx" ON "delivery_batch"("shop", "created_at");

-- CreateIndex
CREATE INDEX "stock_write_shop_action_id_idx" ON "stock_write"("shop", "action_id");

-- AlterTable
ALTER TABLE "shop" ADD COLUMN "no_transfers" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'own',
ADD COLUMN "transfer_id" TEXT;

-- AlterTable
ALTER TABLE "promise_watch" ADD COLUMN "sure" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "transfer" (
    "shop" TEXT NOT NULL,
    "transfer_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "origin_id" TEXT,
    "destination_id" TEXT,
    "digest" TEXT NOT NULL,
    "read_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("shop","transfer_id")
);

-- CreateTable
CREATE TABLE "told_apart" (
    "shop" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "transfer_id" TEXT NOT NULL,

    CONSTRAINT "told_apart_pkey" PRIMARY KEY ("shop","delivery_id","transfer_id")
);

-- CreateTable
CREATE TABLE "delivery_move" (
    "shop" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "from_on" DATE,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_move_pkey" PRIMARY KEY ("shop","delivery_id")
);

-- CreateIndex
CREATE INDEX "delivery_shop_transfer_id_idx" ON "delivery"("shop", "transfer_id");

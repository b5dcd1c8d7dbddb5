-- What suppliers say by a link, when they do not work, who else could supply, and why something is owed.

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "added" JSONB;

-- AlterTable
ALTER TABLE "supplier" ADD COLUMN     "accept_days" INTEGER,
ADD COLUMN     "buffer_days" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "contact" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "delay_days" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "delay_from" DATE,
ADD COLUMN     "delay_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "delay_to" DATE,
ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN     "link_turn" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "link_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "supplier_closed" (
    "shop" TEXT NOT NULL,
    "supplier_id" TEXT NOT NULL,
    "first" DATE NOT NULL,
    "last" DATE NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "supplier_closed_pkey" PRIMARY KEY ("shop","supplier_id","first")
);

-- CreateTable
CREATE TABLE "product_source" (
    "shop" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "supplier_id" TEXT NOT NULL,
    "minimum" INTEGER,

    CONSTRAINT "product_source_pkey" PRIMARY KEY ("shop","product_id","supplier_id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "shop" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "supplier_id" TEXT NOT NULL,
    "stated_on" DATE,
    "units" JSONB NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("shop","proposal_id")
);

-- CreateTable
CREATE TABLE "owed_cause" (
    "shop" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "product_id" TEXT,
    "supplier_id" TEXT,
    "found" TEXT NOT NULL,
    "said" TEXT,
    "units" INTEGER NOT NULL,
    "evidence" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "owed_cause_pkey" PRIMARY KEY ("shop","line_id","item_id")
);

-- CreateIndex
CREATE INDEX "product_source_shop_supplier_id_idx" ON "product_source"("shop", "supplier_id");

-- CreateIndex
CREATE INDEX "proposal_shop_delivery_id_idx" ON "proposal"("shop", "delivery_id");

-- CreateIndex
CREATE INDEX "proposal_shop_state_at_idx" ON "proposal"("shop", "state", "at");

-- CreateIndex
CREATE INDEX "owed_cause_shop_at_idx" ON "owed_cause"("shop", "at");

-- The brake: rules, what they want of each variant, and what was switched in Shopify.

-- CreateTable
CREATE TABLE "brake" (
    "shop" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "target" TEXT NOT NULL DEFAULT '',
    "accept" TEXT NOT NULL,
    "cap" INTEGER,
    "farthest_days" INTEGER,
    "margin" INTEGER NOT NULL DEFAULT 0,
    "opens" BOOLEAN NOT NULL DEFAULT false,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brake_pkey" PRIMARY KEY ("shop","level","target")
);

-- CreateTable
CREATE TABLE "braked_variant" (
    "shop" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "level" TEXT,
    "target" TEXT NOT NULL DEFAULT '',
    "wish" TEXT NOT NULL,
    "because" JSONB NOT NULL,
    "remaining" INTEGER,
    "outstanding" INTEGER NOT NULL DEFAULT 0,
    "excess" INTEGER NOT NULL DEFAULT 0,
    "overshoot" INTEGER NOT NULL DEFAULT 0,
    "found" TEXT,
    "wrote" TEXT,
    "sending" TEXT,
    "switches" INTEGER NOT NULL DEFAULT 0,
    "switched_at" TIMESTAMPTZ(3),
    "stopped" TEXT,
    "stopped_at" TIMESTAMPTZ(3),
    "look_at" TIMESTAMPTZ(3),

    CONSTRAINT "braked_variant_pkey" PRIMARY KEY ("shop","variant_id")
);

-- CreateTable
CREATE TABLE "brake_entry" (
    "shop" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "variant_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "because" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brake_entry_pkey" PRIMARY KEY ("shop","seq")
);

-- CreateTable
CREATE TABLE "collection" (
    "shop" TEXT NOT NULL,
    "collection_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "collection_pkey" PRIMARY KEY ("shop","collection_id")
);

-- CreateTable
CREATE TABLE "collection_product" (
    "shop" TEXT NOT NULL,
    "collection_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,

    CONSTRAINT "collection_product_pkey" PRIMARY KEY ("shop","collection_id","product_id")
);

-- CreateIndex
CREATE INDEX "braked_variant_shop_product_id_idx" ON "braked_variant"("shop", "product_id");

-- CreateIndex
CREATE INDEX "braked_variant_shop_item_id_idx" ON "braked_variant"("shop", "item_id");

-- CreateIndex
CREATE INDEX "braked_variant_look_at_idx" ON "braked_variant"("look_at");

-- CreateIndex
CREATE INDEX "brake_entry_shop_product_id_seq_idx" ON "brake_entry"("shop", "product_id", "seq");

-- CreateIndex
CREATE INDEX "brake_entry_shop_variant_id_seq_idx" ON "brake_entry"("shop", "variant_id", "seq");

-- CreateIndex
CREATE INDEX "collection_product_shop_product_id_idx" ON "collection_product"("shop", "product_id");

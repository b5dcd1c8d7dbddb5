-- CreateTable
CREATE TABLE "published_date" (
    "shop" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "ships_by" DATE NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "published_date_pkey" PRIMARY KEY ("shop","variant_id","ships_by")
);

-- CreateTable
CREATE TABLE "shown_date" (
    "shop" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "ships_by" DATE,

    CONSTRAINT "shown_date_pkey" PRIMARY KEY ("shop","line_id")
);

-- CreateTable
CREATE TABLE "shipping_choice" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "together" BOOLEAN NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipping_choice_pkey" PRIMARY KEY ("shop","order_id")
);

-- CreateIndex
CREATE INDEX "shown_date_shop_order_id_idx" ON "shown_date"("shop", "order_id");

-- What product pages say while this runs they have said.
INSERT INTO "published_date" ("shop", "variant_id", "ships_by", "since")
SELECT "shop", "variant_id", "ships_by", now() FROM "availability"
WHERE "state" = 'backorder' AND "ships_by" IS NOT NULL;

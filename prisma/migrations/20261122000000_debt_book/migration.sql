-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "shop" (
    "shop" TEXT NOT NULL,
    "installed" BOOLEAN NOT NULL DEFAULT true,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "scopes" TEXT NOT NULL DEFAULT '',
    "lead_time_days" INTEGER,
    "handling_days" INTEGER NOT NULL DEFAULT 1,
    "working_days" INTEGER[] DEFAULT ARRAY[1, 2, 3, 4, 5]::INTEGER[],
    "tag_orders" BOOLEAN NOT NULL DEFAULT true,
    "imported_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "session" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "access_token" TEXT NOT NULL DEFAULT '',
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "event_id" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "handled_at" TIMESTAMPTZ(3),
    "body" TEXT NOT NULL,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("shop","topic","webhook_id")
);

-- CreateTable
CREATE TABLE "location" (
    "shop" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "fulfills_online" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "location_pkey" PRIMARY KEY ("shop","location_id")
);

-- CreateTable
CREATE TABLE "product" (
    "shop" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "lead_time_days" INTEGER,
    "discontinued" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "product_pkey" PRIMARY KEY ("shop","product_id")
);

-- CreateTable
CREATE TABLE "variant" (
    "shop" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "price" DECIMAL(14,2) NOT NULL DEFAULT 0,
    "policy" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "gone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("shop","variant_id")
);

-- CreateTable
CREATE TABLE "item" (
    "shop" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "tracked" BOOLEAN NOT NULL,
    "requires_shipping" BOOLEAN NOT NULL DEFAULT true,
    "read_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "item_pkey" PRIMARY KEY ("shop","item_id")
);

-- CreateTable
CREATE TABLE "stock_level" (
    "shop" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "available" INTEGER NOT NULL,
    "committed" INTEGER NOT NULL,
    "incoming" INTEGER NOT NULL,
    "unavailable" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_level_pkey" PRIMARY KEY ("shop","item_id","location_id")
);

-- CreateTable
CREATE TABLE "sales_order" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT '',
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "read_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "sales_order_pkey" PRIMARY KEY ("shop","order_id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "shop" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "variant_id" TEXT,
    "title" TEXT NOT NULL,
    "variant_title" TEXT,
    "sku" TEXT,
    "quantity" INTEGER NOT NULL,
    "unit_price" DECIMAL(14,2) NOT NULL DEFAULT 0,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("shop","line_id")
);

-- CreateTable
CREATE TABLE "fulfillment_line" (
    "shop" TEXT NOT NULL,
    "fulfillment_line_id" TEXT NOT NULL,
    "fulfillment_order_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "item_id" TEXT,
    "location_id" TEXT,
    "remaining" INTEGER NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "fulfillment_line_pkey" PRIMARY KEY ("shop","fulfillment_line_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "shop" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "expected_on" DATE,
    "status" TEXT NOT NULL DEFAULT 'coming',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop","delivery_id")
);

-- CreateTable
CREATE TABLE "delivery_line" (
    "shop" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "delivery_line_pkey" PRIMARY KEY ("shop","delivery_id","item_id")
);

-- CreateTable
CREATE TABLE "owed_line" (
    "shop" TEXT NOT NULL,
    "fulfillment_line_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "outstanding" INTEGER NOT NULL,
    "ready" INTEGER NOT NULL,
    "owed" INTEGER NOT NULL,
    "uncovered" INTEGER NOT NULL,
    "units_before" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "owed_line_pkey" PRIMARY KEY ("shop","fulfillment_line_id")
);

-- CreateTable
CREATE TABLE "cover" (
    "shop" TEXT NOT NULL,
    "fulfillment_line_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "item_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "delivery_id" TEXT,
    "quantity" INTEGER NOT NULL,
    "expected_on" DATE,

    CONSTRAINT "cover_pkey" PRIMARY KEY ("shop","fulfillment_line_id","position")
);

-- CreateTable
CREATE TABLE "availability" (
    "shop" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "ships_by" DATE,
    "free" INTEGER NOT NULL,
    "owed" INTEGER NOT NULL,
    "coming" INTEGER NOT NULL,
    "because" JSONB NOT NULL,

    CONSTRAINT "availability_pkey" PRIMARY KEY ("shop","variant_id")
);

-- CreateTable
CREATE TABLE "effect" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "done_version" INTEGER NOT NULL DEFAULT 0,
    "because" JSONB NOT NULL,
    "written" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "performed_at" TIMESTAMPTZ(3),

    CONSTRAINT "effect_pkey" PRIMARY KEY ("shop","kind","target")
);

-- CreateTable
CREATE TABLE "why" (
    "shop" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "order_id" TEXT,
    "line_id" TEXT,
    "product_id" TEXT,
    "variant_id" TEXT,
    "because" JSONB NOT NULL,

    CONSTRAINT "why_pkey" PRIMARY KEY ("shop","seq")
);

-- CreateTable
CREATE TABLE "cycle" (
    "shop" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "looked" INTEGER NOT NULL DEFAULT 0,
    "surprises" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "detail" JSONB,

    CONSTRAINT "cycle_pkey" PRIMARY KEY ("shop","name")
);

-- CreateIndex
CREATE INDEX "inbox_shop_state_seq_idx" ON "inbox"("shop", "state", "seq");

-- CreateIndex
CREATE INDEX "product_shop_title_idx" ON "product"("shop", "title");

-- CreateIndex
CREATE INDEX "variant_shop_product_id_idx" ON "variant"("shop", "product_id");

-- CreateIndex
CREATE INDEX "variant_shop_item_id_idx" ON "variant"("shop", "item_id");

-- CreateIndex
CREATE INDEX "variant_shop_sku_idx" ON "variant"("shop", "sku");

-- CreateIndex
CREATE INDEX "sales_order_shop_name_idx" ON "sales_order"("shop", "name");

-- CreateIndex
CREATE INDEX "order_line_shop_order_id_idx" ON "order_line"("shop", "order_id");

-- CreateIndex
CREATE INDEX "fulfillment_line_shop_order_id_idx" ON "fulfillment_line"("shop", "order_id");

-- CreateIndex
CREATE INDEX "fulfillment_line_shop_item_id_idx" ON "fulfillment_line"("shop", "item_id");

-- CreateIndex
CREATE INDEX "delivery_line_shop_item_id_idx" ON "delivery_line"("shop", "item_id");

-- CreateIndex
CREATE INDEX "owed_line_shop_item_id_idx" ON "owed_line"("shop", "item_id");

-- CreateIndex
CREATE INDEX "owed_line_shop_order_id_idx" ON "owed_line"("shop", "order_id");

-- CreateIndex
CREATE INDEX "owed_line_shop_since_idx" ON "owed_line"("shop", "since");

-- CreateIndex
CREATE INDEX "cover_shop_item_id_idx" ON "cover"("shop", "item_id");

-- CreateIndex
CREATE INDEX "cover_shop_delivery_id_idx" ON "cover"("shop", "delivery_id");

-- CreateIndex
CREATE INDEX "availability_shop_product_id_idx" ON "availability"("shop", "product_id");

-- CreateIndex
CREATE INDEX "availability_shop_item_id_idx" ON "availability"("shop", "item_id");

-- CreateIndex
CREATE INDEX "why_shop_order_id_seq_idx" ON "why"("shop", "order_id", "seq");

-- CreateIndex
CREATE INDEX "why_shop_product_id_seq_idx" ON "why"("shop", "product_id", "seq");


-- What Prisma cannot say: a counter, and indexes over the work that waits.
CREATE SEQUENCE "read_number";
CREATE INDEX "inbox_waiting" ON "inbox" ("shop", "seq") WHERE "state" = 'waiting';
CREATE INDEX "effect_undone" ON "effect" ("shop", "kind", "recorded_at") WHERE "done_version" < "version";
CREATE INDEX "fulfillment_line_open" ON "fulfillment_line" ("shop", "item_id") WHERE "remaining" > 0;

-- CreateTable
CREATE TABLE "promise_entry" (
    "shop" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "promised_on" DATE,
    "change" TEXT NOT NULL,
    "because" JSONB NOT NULL,
    "author" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promise_entry_pkey" PRIMARY KEY ("shop","line_id","version")
);

-- CreateTable
CREATE TABLE "promise_watch" (
    "shop" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promise_watch_pkey" PRIMARY KEY ("shop","line_id")
);

-- CreateTable
CREATE TABLE "promise_outcome" (
    "shop" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "first_promised_on" DATE,
    "last_promised_on" DATE,
    "shipped_on" DATE NOT NULL,
    "kept" BOOLEAN,

    CONSTRAINT "promise_outcome_pkey" PRIMARY KEY ("shop","line_id")
);

-- CreateIndex
CREATE INDEX "promise_entry_shop_order_id_idx" ON "promise_entry"("shop", "order_id");

-- CreateIndex
CREATE INDEX "promise_watch_shop_order_id_idx" ON "promise_watch"("shop", "order_id");


-- CreateTable
CREATE TABLE "date_rule" (
    "shop" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "target" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "days" INTEGER,
    "calendar" JSONB,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "date_rule_pkey" PRIMARY KEY ("shop","level","target","kind")
);

-- CreateTable
CREATE TABLE "date_change" (
    "shop" TEXT NOT NULL,
    "change_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "date_change_pkey" PRIMARY KEY ("shop","change_id")
);

-- CreateIndex
CREATE INDEX "date_rule_shop_kind_set_at_idx" ON "date_rule"("shop", "kind", "set_at");

-- CreateIndex
CREATE INDEX "date_change_shop_kind_at_idx" ON "date_change"("shop", "kind", "at");

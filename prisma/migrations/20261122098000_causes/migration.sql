-- CreateTable
CREATE TABLE "owed_cause" (
    "shop" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "supplier_id" TEXT,
    "units" INTEGER NOT NULL,
    "found" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "said" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "owed_cause_pkey" PRIMARY KEY ("shop","line_id")
);

-- CreateTable
CREATE TABLE "shortage" (
    "shop" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "fell" INTEGER NOT NULL DEFAULT 0,
    "fell_on" DATE,
    "surge" JSONB,

    CONSTRAINT "shortage_pkey" PRIMARY KEY ("shop","item_id","location_id")
);

-- CreateIndex
CREATE INDEX "owed_cause_shop_at_idx" ON "owed_cause"("shop", "at");

-- CreateIndex
CREATE INDEX "owed_cause_shop_item_id_at_idx" ON "owed_cause"("shop", "item_id", "at");

-- CreateIndex
CREATE INDEX "owed_cause_shop_supplier_id_at_idx" ON "owed_cause"("shop", "supplier_id", "at");

-- What is owed already began before causes were kept.
INSERT INTO "owed_cause" ("shop", "line_id", "order_id", "item_id", "supplier_id", "units", "found", "evidence", "at")
SELECT o.shop, o.line_id, min(o.order_id), min(o.item_id), min(p.supplier_id), sum(o.owed), 'not_known',
  '{"cause": "not_known", "because": "began_earlier"}'::jsonb, min(o.since)
FROM owed_line o
LEFT JOIN (
  SELECT v.shop, v.item_id, min(p.supplier_id) AS supplier_id
  FROM variant v JOIN product p ON p.shop = v.shop AND p.product_id = v.product_id
  GROUP BY v.shop, v.item_id
) p ON p.shop = o.shop AND p.item_id = o.item_id
GROUP BY o.shop, o.line_id;

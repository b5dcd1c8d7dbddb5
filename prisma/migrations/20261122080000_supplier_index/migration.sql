-- A supplier's past deliveries are read whenever one of them is dated.

-- CreateIndex
CREATE INDEX "delivery_shop_supplier_id_created_at_idx" ON "delivery"("shop", "supplier_id", "created_at");

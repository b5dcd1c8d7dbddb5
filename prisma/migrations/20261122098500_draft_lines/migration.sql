-- CreateTable
CREATE TABLE "draft_line" (
    "shop" TEXT NOT NULL,
    "draft_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "draft_line_pkey" PRIMARY KEY ("shop","draft_id","variant_id")
);

-- CreateIndex
CREATE INDEX "draft_line_shop_variant_id_idx" ON "draft_line"("shop", "variant_id");

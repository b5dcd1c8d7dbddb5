ALTER TABLE "hold" DROP CONSTRAINT "hold_pkey",
ADD CONSTRAINT "hold_pkey" PRIMARY KEY ("shop", "fulfillment_order_id", "state");

-- CreateTable
CREATE TABLE "drift" (
    "shop" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "committed" INTEGER NOT NULL,
    "outstanding" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "settled" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "drift_pkey" PRIMARY KEY ("shop","item_id","location_id")
);


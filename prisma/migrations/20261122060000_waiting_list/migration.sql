-- CreateTable
CREATE TABLE "alert_settings" (
    "shop" TEXT NOT NULL,
    "sending" BOOLEAN NOT NULL DEFAULT true,
    "double_opt_in" BOOLEAN NOT NULL DEFAULT true,
    "per_unit" INTEGER NOT NULL DEFAULT 3,
    "wait_hours" INTEGER NOT NULL DEFAULT 24,
    "sender_name" TEXT NOT NULL DEFAULT '',
    "sender_mailbox" TEXT NOT NULL DEFAULT '',
    "imprint" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "message_text" (
    "shop" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "texts" JSONB NOT NULL,

    CONSTRAINT "message_text_pkey" PRIMARY KEY ("shop","message","language")
);

-- CreateTable
CREATE TABLE "subscription" (
    "shop" TEXT NOT NULL,
    "subscription_id" UUID NOT NULL,
    "variant_id" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "who" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT,
    "state" TEXT NOT NULL,
    "stays" BOOLEAN NOT NULL DEFAULT false,
    "consent" TEXT NOT NULL,
    "consent_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'form',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("shop","subscription_id")
);

-- CreateTable
CREATE TABLE "restock_watch" (
    "shop" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "open" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3),
    "out_since" TIMESTAMPTZ(3),
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "look_at" TIMESTAMPTZ(3),
    "because" JSONB,

    CONSTRAINT "restock_watch_pkey" PRIMARY KEY ("shop","variant_id","place")
);

-- CreateTable
CREATE TABLE "wave" (
    "shop" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "epoch" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "free" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "because" JSONB NOT NULL,

    CONSTRAINT "wave_pkey" PRIMARY KEY ("shop","variant_id","place","epoch","number")
);

-- CreateTable
CREATE TABLE "notice" (
    "shop" TEXT NOT NULL,
    "subscription_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "turn" INTEGER NOT NULL,
    "variant_id" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "wave" INTEGER NOT NULL DEFAULT 0,
    "who" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "message_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("shop","subscription_id","kind","turn")
);

-- CreateTable
CREATE TABLE "suppression" (
    "shop" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("shop","who")
);

-- CreateTable
CREATE TABLE "allowance" (
    "shop" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "allowance_pkey" PRIMARY KEY ("shop","scope","who")
);

-- CreateTable
CREATE TABLE "privacy_request" (
    "shop" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "found" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("shop","request_id")
);

-- CreateIndex
CREATE INDEX "subscription_shop_variant_id_place_state_asked_at_idx" ON "subscription"("shop", "variant_id", "place", "state", "asked_at");

-- CreateIndex
CREATE INDEX "subscription_shop_who_idx" ON "subscription"("shop", "who");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_shop_variant_id_place_who_key" ON "subscription"("shop", "variant_id", "place", "who");

-- CreateIndex
CREATE INDEX "restock_watch_look_at_idx" ON "restock_watch"("look_at");

-- CreateIndex
CREATE INDEX "notice_shop_state_due_at_idx" ON "notice"("shop", "state", "due_at");

-- CreateIndex
CREATE INDEX "notice_shop_variant_id_place_turn_idx" ON "notice"("shop", "variant_id", "place", "turn");

-- CreateIndex
CREATE INDEX "notice_shop_who_idx" ON "notice"("shop", "who");

-- CreateIndex
CREATE INDEX "allowance_since_idx" ON "allowance"("since");

-- CreateIndex
CREATE INDEX "privacy_request_shop_who_idx" ON "privacy_request"("shop", "who");


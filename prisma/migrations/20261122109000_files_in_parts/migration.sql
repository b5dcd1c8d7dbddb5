-- CreateTable
CREATE TABLE "delivery_batch_part" (
    "shop" TEXT NOT NULL,
    "batch_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "delivery_batch_part_pkey" PRIMARY KEY ("shop","batch_id","kind","place")
);

-- CreateTable
CREATE TABLE "delivery_not_taken" (
    "shop" TEXT NOT NULL,
    "batch_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "row" INTEGER,
    "name" TEXT,
    "delivery_id" TEXT,
    "rows" INTEGER[],
    "problem" TEXT NOT NULL,

    CONSTRAINT "delivery_not_taken_pkey" PRIMARY KEY ("shop","batch_id","seq")
);

-- Files that were sent before, and what of them is not saved yet: two hundred deliveries in each part, as they are saved.
INSERT INTO "delivery_batch_part" ("shop", "batch_id", "kind", "place", "body")
SELECT "shop", "batch_id", 'file', 0, "asked" FROM "delivery_batch" WHERE "kind" = 'import' AND "asked" <> '';

INSERT INTO "delivery_batch_part" ("shop", "batch_id", "kind", "place", "body")
SELECT b."shop", b."batch_id", 'steps', (s.n - 1) / 200 * 200, jsonb_agg(s.step ORDER BY s.n)::text
FROM "delivery_batch" b, jsonb_array_elements(b."steps") WITH ORDINALITY s(step, n)
WHERE b."state" IN ('checked', 'running') AND s.n > b."cursor"
GROUP BY b."shop", b."batch_id", (s.n - 1) / 200 * 200;

INSERT INTO "delivery_not_taken" ("shop", "batch_id", "row", "name", "delivery_id", "rows", "problem")
SELECT b."shop", b."batch_id", (r.one ->> 'row')::int, r.one ->> 'name', r.one ->> 'deliveryId',
    ARRAY(SELECT jsonb_array_elements_text(r.one -> 'rows')::int), r.one ->> 'problem'
FROM "delivery_batch" b, jsonb_array_elements(b."refused") WITH ORDINALITY r(one, n)
ORDER BY b."shop", b."batch_id", r.n;

UPDATE "delivery_batch" SET "asked" = '' WHERE "kind" = 'import';

-- AlterTable
ALTER TABLE "delivery_batch" DROP COLUMN "steps", DROP COLUMN "refused";

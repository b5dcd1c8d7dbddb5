-- Nothing was ever written here: why something is owed is not kept yet.

-- DropTable
DROP TABLE "owed_cause";

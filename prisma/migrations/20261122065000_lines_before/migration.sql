-- How many lines are served before a line, beside how many units.

-- AlterTable
ALTER TABLE "owed_line" ADD COLUMN     "lines_before" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "tail" ADD COLUMN     "lines" INTEGER NOT NULL;

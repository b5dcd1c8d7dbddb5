-- AlterTable
ALTER TABLE "kept_back" ADD COLUMN     "readers" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "root" TEXT NOT NULL DEFAULT '';

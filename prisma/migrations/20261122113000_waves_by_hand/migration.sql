ALTER TABLE "wave" ADD COLUMN "action_id" UUID;

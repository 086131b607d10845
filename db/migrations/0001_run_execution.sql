ALTER TABLE "runs" ADD COLUMN "execution_id" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "frozen" jsonb;
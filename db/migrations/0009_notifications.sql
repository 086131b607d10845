ALTER TABLE "notifications" ALTER COLUMN "run_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ALTER COLUMN "flow_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "integration_id" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_to" jsonb;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_state" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_after" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_error" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "mends" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "notified_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_run" ON "notifications" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "notifications_due" ON "notifications" USING btree ("mail_after") WHERE mail_state = 'due';
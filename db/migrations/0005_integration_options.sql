ALTER TABLE "integrations" ADD COLUMN "options" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "is_default" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "integrations_default" ON "integrations" USING btree ("workspace_id") WHERE "integrations"."is_default";
CREATE TABLE "connection_pace" (
	"connection_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"rate" double precision NOT NULL,
	"tokens" double precision NOT NULL,
	"refilled_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"blocked_until" timestamp (3) with time zone,
	"usual_ms" double precision,
	"lately_ms" double precision,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD COLUMN "payload" jsonb;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD COLUMN "edited" jsonb;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD COLUMN "retry_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "record_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "until" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "letters" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "bytes" bigint;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "retention" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "connection_pace" ADD CONSTRAINT "connection_pace_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_pace" ADD CONSTRAINT "connection_pace_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connection_pace_workspace" ON "connection_pace" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "reviews_answers" ON "reviews" USING btree ("owner","target_connection_id","target_stream","key");
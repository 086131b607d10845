CREATE TABLE "run_writes" (
	"workspace_id" text NOT NULL,
	"run_id" text NOT NULL,
	"scope_id" integer NOT NULL,
	"writes" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_writes" ADD CONSTRAINT "run_writes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_writes_run" ON "run_writes" USING btree ("run_id");
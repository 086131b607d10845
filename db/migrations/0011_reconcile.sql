CREATE TABLE "differences" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"integration_id" text NOT NULL,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"stream" text NOT NULL,
	"connection_id" text NOT NULL,
	"flow" text,
	"key" text,
	"label" text NOT NULL,
	"target_id" text NOT NULL,
	"target_ref" text NOT NULL,
	"day" text,
	"fields" jsonb NOT NULL,
	"error" jsonb,
	"pending" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"reason" text,
	"closed_by" text,
	"run_id" text NOT NULL,
	"mend_run_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconcile_parts" (
	"workspace_id" text NOT NULL,
	"run_id" text NOT NULL,
	"part" text NOT NULL,
	"compared" integer NOT NULL,
	"waiting" integer NOT NULL,
	"sums" jsonb NOT NULL,
	CONSTRAINT "reconcile_parts_run_id_part_pk" PRIMARY KEY("run_id","part")
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"run_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"integration_id" text NOT NULL,
	"from_day" text,
	"to_day" text,
	"found" integer,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "differences" ADD CONSTRAINT "differences_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "differences" ADD CONSTRAINT "differences_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconcile_parts" ADD CONSTRAINT "reconcile_parts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconcile_parts" ADD CONSTRAINT "reconcile_parts_run_id_reconciliations_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconciliations"("run_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "differences_subject" ON "differences" USING btree ("integration_id","subject");--> statement-breakpoint
CREATE INDEX "differences_workspace" ON "differences" USING btree ("workspace_id","integration_id","status");--> statement-breakpoint
CREATE INDEX "differences_mend" ON "differences" USING btree ("mend_run_id");--> statement-breakpoint
CREATE INDEX "reconcile_parts_workspace" ON "reconcile_parts" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "reconciliations_integration" ON "reconciliations" USING btree ("workspace_id","integration_id","created_at");
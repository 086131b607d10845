CREATE TABLE "node_pins" (
	"workspace_id" text NOT NULL,
	"flow_id" text NOT NULL,
	"node_id" text NOT NULL,
	"outputs" jsonb NOT NULL,
	"pinned_by" text NOT NULL,
	"pinned_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "node_pins_flow_id_node_id_pk" PRIMARY KEY("flow_id","node_id")
);
--> statement-breakpoint
CREATE TABLE "simulation_records" (
	"workspace_id" text NOT NULL,
	"simulation_id" text NOT NULL,
	"seq" integer NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"name" text NOT NULL,
	"outcome" text NOT NULL,
	"differs" boolean DEFAULT false NOT NULL,
	"amount" jsonb,
	"detail" jsonb NOT NULL,
	"comparison" jsonb,
	CONSTRAINT "simulation_records_simulation_id_seq_pk" PRIMARY KEY("simulation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "simulations" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"flow_id" text NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"document" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"baseline" jsonb,
	"request" jsonb NOT NULL,
	"requested_by" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"read" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"ignored" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"review" integer DEFAULT 0 NOT NULL,
	"differing" integer DEFAULT 0 NOT NULL,
	"has_more" boolean DEFAULT false NOT NULL,
	"sides" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" jsonb,
	"run_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"heartbeat_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "node_pins" ADD CONSTRAINT "node_pins_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_pins" ADD CONSTRAINT "node_pins_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulation_records" ADD CONSTRAINT "simulation_records_simulation_id_simulations_id_fk" FOREIGN KEY ("simulation_id") REFERENCES "public"."simulations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulations" ADD CONSTRAINT "simulations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulations" ADD CONSTRAINT "simulations_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "node_pins_workspace" ON "node_pins" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "simulation_records_workspace" ON "simulation_records" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "simulations_flow" ON "simulations" USING btree ("workspace_id","flow_id","created_at");--> statement-breakpoint
CREATE INDEX "simulations_open" ON "simulations" USING btree ("status") WHERE status in ('queued', 'running');
CREATE TABLE "link_scopes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "link_scopes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"owner" text NOT NULL,
	"source_stream" text NOT NULL,
	"target_connection_id" text NOT NULL,
	"target_stream" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "link_scopes" ADD CONSTRAINT "link_scopes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "link_scopes_one" ON "link_scopes" USING btree ("owner","target_connection_id","target_stream","source_stream","workspace_id");--> statement-breakpoint
CREATE INDEX "link_scopes_workspace" ON "link_scopes" USING btree ("workspace_id");--> statement-breakpoint
INSERT INTO "link_scopes" ("workspace_id", "owner", "source_stream", "target_connection_id", "target_stream")
SELECT "workspace_id", "owner", "source_stream", "target_connection_id", "target_stream" FROM "record_links"
UNION
SELECT "workspace_id", "owner", "source_stream", "target_connection_id", "target_stream" FROM "intents";--> statement-breakpoint
ALTER TABLE "record_links" RENAME TO "wide_links";--> statement-breakpoint
ALTER TABLE "wide_links" RENAME CONSTRAINT "record_links_pk" TO "wide_links_pk";--> statement-breakpoint
DROP INDEX "record_links_target";--> statement-breakpoint
CREATE TABLE "record_links" (
	"scope_id" integer NOT NULL,
	"key" text NOT NULL,
	"target_id" text NOT NULL,
	"target_ref" text NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "record_links_pk" PRIMARY KEY("scope_id","key")
);
--> statement-breakpoint
INSERT INTO "record_links" SELECT s."id", w."key", w."target_id", w."target_ref", decode(w."content_hash", 'hex'), w."data", w."updated_at"
FROM "wide_links" w JOIN "link_scopes" s USING ("workspace_id", "owner", "source_stream", "target_connection_id", "target_stream");--> statement-breakpoint
DROP TABLE "wide_links";--> statement-breakpoint
CREATE INDEX "record_links_target" ON "record_links" USING btree ("target_id","scope_id");--> statement-breakpoint
ALTER TABLE "intents" RENAME TO "wide_intents";--> statement-breakpoint
ALTER TABLE "wide_intents" RENAME CONSTRAINT "intents_pk" TO "wide_intents_pk";--> statement-breakpoint
CREATE TABLE "intents" (
	"scope_id" integer NOT NULL,
	"key" text NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "intents_pk" PRIMARY KEY("scope_id","key")
);
--> statement-breakpoint
INSERT INTO "intents" SELECT s."id", w."key", decode(w."content_hash", 'hex'), w."attempt", w."opened_at"
FROM "wide_intents" w JOIN "link_scopes" s USING ("workspace_id", "owner", "source_stream", "target_connection_id", "target_stream")
WHERE w."state" = 'open';--> statement-breakpoint
DROP TABLE "wide_intents";--> statement-breakpoint
-- In place of a foreign key, which would be checked for every record of every run.
CREATE FUNCTION "forget_link_scope"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM "record_links" WHERE "scope_id" = OLD."id";
	DELETE FROM "intents" WHERE "scope_id" = OLD."id";
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "link_scopes_forget" AFTER DELETE ON "link_scopes" FOR EACH ROW EXECUTE FUNCTION "forget_link_scope"();--> statement-breakpoint
CREATE TABLE "plain_outcomes" (
	"workspace_id" text NOT NULL,
	"run_id" text NOT NULL,
	"seq" integer NOT NULL,
	"last_seq" integer NOT NULL,
	"driver" text NOT NULL,
	"page" integer NOT NULL,
	"kinds" text[] NOT NULL,
	"records" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plain_outcomes_run_id_seq_pk" PRIMARY KEY("run_id","seq")
);
--> statement-breakpoint
ALTER TABLE "plain_outcomes" ADD CONSTRAINT "plain_outcomes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plain_outcomes_workspace" ON "plain_outcomes" USING btree ("workspace_id");

ALTER TABLE "inbound_events" ADD COLUMN "flow_id" text;--> statement-breakpoint
UPDATE "inbound_events" SET "flow_id" = (SELECT "flow_id" FROM "endpoints" WHERE "endpoints"."id" = "inbound_events"."endpoint_id");--> statement-breakpoint
ALTER TABLE "inbound_events" ALTER COLUMN "flow_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD COLUMN "seq" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "inbound_events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "inbound_events" ADD COLUMN "keys" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD COLUMN "done_at" timestamp (3) with time zone;--> statement-breakpoint
-- Until now every event had its run from the start.
UPDATE "inbound_events" SET "done_at" = "received_at";--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "takes_events" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "inbound_events_waiting" ON "inbound_events" USING btree ("flow_id","seq") WHERE "inbound_events"."run_id" is null and "inbound_events"."done_at" is null;--> statement-breakpoint
CREATE INDEX "inbound_events_run" ON "inbound_events" USING btree ("run_id","seq");--> statement-breakpoint
CREATE INDEX "inbound_events_done" ON "inbound_events" USING btree ("done_at");
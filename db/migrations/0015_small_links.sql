DROP INDEX "record_links_target";--> statement-breakpoint
CREATE INDEX "record_links_target" ON "record_links" USING btree ("target_id");--> statement-breakpoint
ALTER TABLE "record_links" DROP COLUMN "updated_at";
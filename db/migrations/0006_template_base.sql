ALTER TABLE "flows" ADD COLUMN "template_base" jsonb;--> statement-breakpoint
UPDATE "flows" SET "template_base" = jsonb_build_object('version', i."template_version", 'locale', 'fr', 'document', v."document")
FROM "integrations" i, "flow_versions" v
WHERE i."id" = "flows"."integration_id" AND v."flow_id" = "flows"."id" AND v."number" = 1;

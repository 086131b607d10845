import { describe, expect, it } from "vitest";
import type { Catalog } from "@/connectors/contract";
import { dolibarr } from "@/connectors/dolibarr";
import { CATALOG } from "@/connectors/dolibarr/discover";
import { prestashop } from "@/connectors/prestashop";
import { discover } from "@/connectors/prestashop/discover";
import { validateFlow } from "@/engine/document/validate";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";

const { flows, tables, settings } = prestashopDolibarr;

/** As the editor gets it: records are held against the schema of what they are written to. */
function withSchemas({ streams }: Catalog) {
  return streams.map(({ name, modes, jsonSchema }) => ({ name, modes, schema: jsonSchema }));
}

describe("the flows as they are installed", () => {
  it.each(flows.map((flow) => [flow.key, flow] as const))(
    "%s can be changed and published: nothing is wrong with it, and nothing is to be warned of",
    async (_key, flow) => {
      const catalogs = {
        prestashop: { streams: withSchemas(await discover()), actions: Object.keys(prestashop.actions) },
        dolibarr: { streams: withSchemas(CATALOG), actions: Object.keys(dolibarr.actions) },
      };
      const env = {
        connections: { "role:shop": "prestashop", "role:erp": "dolibarr" },
        tables: tables.map(({ key }) => key),
        settings: settings.map(({ key }) => key),
        catalogs,
      };
      expect(validateFlow(flow.document, env)).toEqual([]);
    },
  );

  it.each(flows.map((flow) => [flow.key, flow] as const))(
    "%s has a name for each of its steps in both languages",
    (_key, flow) => {
      const ids = flow.document.nodes.map(({ id }) => id).sort();
      expect(Object.keys(flow.labels).sort()).toEqual(ids);
    },
  );
});

import { describe, expect, it } from "vitest";
import { dolibarr } from "@/connectors/dolibarr";
import { CATALOG } from "@/connectors/dolibarr/discover";
import { prestashop } from "@/connectors/prestashop";
import { discover } from "@/connectors/prestashop/discover";
import { validateFlow } from "@/engine/document/validate";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";

const { flows, tables, settings } = prestashopDolibarr;

describe("the flows as they are installed", () => {
  it.each(flows.map((flow) => [flow.key, flow] as const))(
    "%s can be changed and published: nothing is wrong with it, and nothing is to be warned of",
    async (_key, flow) => {
      const catalogs = {
        prestashop: { ...(await discover()), actions: Object.keys(prestashop.actions) },
        dolibarr: { ...CATALOG, actions: Object.keys(dolibarr.actions) },
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

import { describe, expectTypeOf, it } from "vitest";
import type { Connector, ConnectorContext, ReadPage, WriteOutcome } from "@/connectors/contract";
import { dolibarr } from "@/connectors/dolibarr/index";
import { CONNECTORS } from "@/connectors/registry";

describe("connector contract, as types", () => {
  it("defineConnector keeps the config of the connector", () => {
    type Config = Parameters<typeof dolibarr.check>[0]["config"];
    expectTypeOf<Config>().toHaveProperty("entity").toEqualTypeOf<string>();
  });

  it("any connector serves where a connector is asked for, and an unknown id may be absent", () => {
    expectTypeOf(dolibarr).toExtend<Connector>();
    type Found = (typeof CONNECTORS)[string] | undefined;
    expectTypeOf(CONNECTORS.nothing).toEqualTypeOf<Found>();
  });

  it("a failed outcome has no id, a done one no error", () => {
    expectTypeOf<Extract<WriteOutcome, { outcome: "failed" }>>().not.toHaveProperty("id");
    expectTypeOf<Exclude<WriteOutcome, { outcome: "failed" }>>().not.toHaveProperty("error");
  });

  it("pages and contexts cannot be changed by who gets them", () => {
    expectTypeOf<ReadPage["records"]>().not.toExtend<unknown[]>();
    expectTypeOf<ConnectorContext["secrets"]>().toEqualTypeOf<Readonly<Record<string, string>>>();
  });
});

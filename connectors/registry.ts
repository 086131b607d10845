import type { Connector } from "@/connectors/contract";
import { dolibarr } from "@/connectors/dolibarr/index";
import { prestashop } from "@/connectors/prestashop/index";

/** Every connector by id; a test compares this with the folders. */
export const CONNECTORS: Readonly<Record<string, Connector>> = { dolibarr, prestashop };

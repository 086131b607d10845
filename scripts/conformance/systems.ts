import { dolibarr } from "./dolibarr";
import type { ConformanceSystem } from "./harness";
import { prestashop } from "./prestashop";

/** Every sandbox that has recordings to answer for: one line per system. */
export const SYSTEMS: readonly ConformanceSystem[] = [dolibarr, prestashop];

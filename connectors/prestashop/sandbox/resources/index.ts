import { cartsResources } from "./carts";
import { catalogResources } from "./catalog";
import { catalogMoreResources } from "./catalog-more";
import type { ResourceDefinition } from "./definition";
import { peopleResources } from "./people";
import { salesResources } from "./sales";
import { shopResources } from "./shop";
import { warehouseResources } from "./warehouse";

const definitions = [
  ...catalogResources,
  ...catalogMoreResources,
  ...peopleResources,
  ...salesResources,
  ...cartsResources,
  ...shopResources,
  ...warehouseResources,
];

/** Every object resource by name; `images` and `search` are answered apart. */
export const RESOURCES: ReadonlyMap<string, ResourceDefinition> = new Map(definitions.map((each) => [each.name, each]));

/** Resources without objects of their own: name → description. */
export const SPECIAL_RESOURCES: ReadonlyMap<string, string> = new Map([
  ["images", "The images"],
  ["search", "Search"],
]);

/** Names as the root lists them, which is also the order of the error that lists them. */
export const RESOURCE_NAMES: readonly string[] = [...RESOURCES.keys(), ...SPECIAL_RESOURCES.keys()].sort();

export function resourceOf(name: string): ResourceDefinition {
  const found = RESOURCES.get(name);
  if (!found) throw new Error(`No resource ${name}`);
  return found;
}

import type { XmlNode } from "../parse-xml";
import type { PhpQuery } from "../php-query";
import type { Entity, ResourceDefinition } from "../resources/definition";
import type { Shop } from "../shop";
import type { WriteMethod } from "../write";

/** One entity being written. `object` is what PHP holds in memory; `before` the stored row, absent on a POST. */
export interface Change {
  readonly shop: Shop;
  readonly resource: ResourceDefinition;
  readonly method: WriteMethod;
  readonly object: Entity;
  readonly before: Entity | undefined;
  readonly query: PhpQuery;
  readonly node: XmlNode;
}

/** What a class does beside storing its fields. */
export interface Hooks {
  /** Before validation: values the class sets itself. */
  readonly prepare?: (change: Change) => void;
  /** After validation: what makes the real insert fail. */
  readonly beforeSave?: (change: Change) => void;
  /** In place of storing the row. */
  readonly save?: (change: Change) => void;
  /** After the row and its associations are stored. */
  readonly afterSave?: (change: Change) => void;
  /** In place of deleting the row; false = the reply says it was not deleted. */
  readonly remove?: (shop: Shop, row: Entity) => boolean;
}

import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json } from "@/lib/core/json";
import { isObject } from "../core/fields";
import { integer, text } from "../core/params";
import { type Call, notFound, RestError, type Route } from "../core/rest";
import { LINE_ALONE } from "../shapes/documents";
import { deleteLine, insertLine, linesOf, renderLine, replaceLine } from "./lines";
import { findOrder, ORDER_LINES, renderOrder } from "./orders";

export const orderLineRoutes: readonly Route[] = [
  { method: "GET", path: "orders/{id}/lines", handle: listLines, right: "commande.lire" },
  { method: "POST", path: "orders/{id}/lines", handle: add, right: "commande.creer" },
  { method: "GET", path: "orders/{id}/lines/{lineid}", handle: (call) => alone(call, findLine(call)), right: "commande.lire" },
  { method: "PUT", path: "orders/{id}/lines/{lineid}", handle: update, right: "commande.creer" },
  { method: "DELETE", path: "orders/{id}/lines/{lineid}", handle: remove, right: "commande.creer" },
];

function alone({ world }: Call, line: Row): Json {
  const order = findOrder(world, line.fk_commande);
  return { ...LINE_ALONE, multicurrency_code: order.multicurrency_code ?? null, ...renderLine(world, ORDER_LINES, line) };
}

function listLines(call: Call): Json {
  const order = findOrder(call.world, call.path.id);
  return linesOf(call.world, ORDER_LINES, order.id).map((line) => alone(call, line));
}

function findLine(call: Call): Row {
  const order = findOrder(call.world, call.path.id);
  const line = call.world.table("commandedet").get(Number(call.path.lineid));
  if (!line || line.fk_commande !== String(order.id)) throw notFound("Line");
  return line;
}

function add(call: Call): Json {
  const { body, world } = call;
  const order = findOrder(world, call.path.id);
  if (order.statut !== undefined && order.statut !== "0") throw new RestError(400);
  if (integer(body.fk_product) === 0 && text(body.product_type) === "") {
    throw new RestError(400, "Incorrect integer value: '' for column `dolibarr`.`llx_commandedet`.`product_type` at row 1");
  }
  const id = insertLine(world, ORDER_LINES, order.id, body);
  const line = world.table("commandedet").get(id);
  if (line) world.emit("LINEORDER_INSERT", renderLine(world, ORDER_LINES, line));
  return id;
}

function update(call: Call): Json {
  const line = findLine(call);
  replaceLine(call.world, ORDER_LINES, line, call.body);
  const { totalpaid: _, line: __, lines, ...order } = renderOrder(call.world, findOrder(call.world, call.path.id));
  const shown = Array.isArray(lines) ? lines.filter(isObject).map(({ totalpaid: ___, ...each }) => each) : [];
  return { ...order, lines: shown };
}

function remove(call: Call): Json {
  const order = findOrder(call.world, call.path.id);
  const line = call.world.table("commandedet").get(Number(call.path.lineid));
  if (!line || line.fk_commande !== String(order.id)) throw new RestError(405, "ErrorLineIDDoesNotMatchWithObjectID");
  deleteLine(call.world, ORDER_LINES, line);
  return renderOrder(call.world, findOrder(call.world, call.path.id));
}

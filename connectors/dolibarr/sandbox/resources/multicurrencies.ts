import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json } from "@/lib/core/json";
import { number, short } from "../core/amounts";
import { text } from "../core/params";
import { type Call, notFound, RestError, type Route } from "../core/rest";
import { sqlDate, type World } from "../core/world";

export const multicurrencyRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "multicurrencies",
    handle: ({ world }) => [...world.table("multicurrency").all()].map((row) => shown(world, row)),
  },
  { method: "POST", path: "multicurrencies", handle: create, right: "multicurrency.creer" },
  { method: "GET", path: "multicurrencies/{id}", handle: (call) => shown(call.world, find(call)) },
  { method: "GET", path: "multicurrencies/bycode/{code}", handle: byCode },
  { method: "GET", path: "multicurrencies/{id}/rates", handle: rates },
  { method: "PUT", path: "multicurrencies/{id}/rates", handle: addRate, right: "multicurrency.creer" },
];

function find(call: Call): Row {
  const row = call.world.table("multicurrency").get(Number(call.path.id));
  if (!row) throw notFound("Currency");
  return row;
}

function ratesOf(world: World, currency: Row): Row[] {
  return world.table("multicurrency_rate").by("fk_multicurrency", String(currency.id));
}

function shownRate(row: Row): Json {
  return { id: String(row.id), rate: text(row.rate), date_sync: Number(row.date_sync) };
}

function shown(world: World, row: Row): Json {
  const rate = ratesOf(world, row).at(-1);
  return { id: String(row.id), name: text(row.name), code: text(row.code), rate: rate ? shownRate(rate) : null };
}

function byCode(call: Call): Json {
  const row = call.world.table("multicurrency").by("code", call.path.code ?? "")[0];
  if (!row) throw notFound("Currency");
  return shown(call.world, row);
}

function create({ body, world }: Call): Json {
  const code = text(body.code);
  if (code === "") throw new RestError(400, "multicurrency code field missing");
  if (world.table("multicurrency").by("code", code).length > 0) {
    throw new RestError(500, "Error creating currency", [null, "multicurrency_code_already_added"]);
  }
  return world.table("multicurrency").insert({ code, name: text(body.name) }).id;
}

function rates(call: Call): Json {
  return ratesOf(call.world, find(call)).map(shownRate);
}

/** A new rate dated now; answered as numbers. */
function addRate(call: Call): Json {
  const { world, body } = call;
  const currency = find(call);
  const rate = number(body.rate);
  if (rate.isZero()) throw new RestError(400, "rate field missing");
  const row = world.table("multicurrency_rate").insert({
    fk_multicurrency: String(currency.id),
    rate: short(rate),
    date_sync: world.now(),
    _date: sqlDate(world.now()),
  });
  const name = { id: String(currency.id), name: text(currency.name), code: text(currency.code) };
  return { ...name, rate: { id: row.id, rate: rate.toNumber(), date_sync: world.now() } };
}

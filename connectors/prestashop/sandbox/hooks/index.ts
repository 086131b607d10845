import { categoryHooks, optionHooks, optionValueHooks, supplierHooks } from "./catalog";
import type { Hooks } from "./contract";
import {
  cartHooks,
  cartRuleHooks,
  orderCarrierHooks,
  orderDetailHooks,
  orderHistoryHooks,
  orderHooks,
  orderSlipHooks,
} from "./orders";
import { addressHooks, customerHooks } from "./people";
import { combinationHooks, productHooks, specificPriceHooks, stockHooks } from "./products";

const HOOKS: Record<string, Hooks> = {
  products: productHooks,
  combinations: combinationHooks,
  stock_availables: stockHooks,
  specific_prices: specificPriceHooks,
  categories: categoryHooks,
  suppliers: supplierHooks,
  product_options: optionHooks,
  product_option_values: optionValueHooks,
  customers: customerHooks,
  addresses: addressHooks,
  orders: orderHooks,
  order_histories: orderHistoryHooks,
  order_carriers: orderCarrierHooks,
  order_slip: orderSlipHooks,
  order_details: orderDetailHooks,
  carts: cartHooks,
  cart_rules: cartRuleHooks,
};

const NONE: Hooks = {};

export function hooksOf(resource: string): Hooks {
  return HOOKS[resource] ?? NONE;
}

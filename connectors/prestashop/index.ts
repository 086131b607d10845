import { defineConnector } from "@/connectors/contract";
import { changeState } from "@/connectors/prestashop/actions/change-state";
import { setTracking } from "@/connectors/prestashop/actions/set-tracking";
import { uploadImage } from "@/connectors/prestashop/actions/upload-image";
import { check } from "@/connectors/prestashop/check";
import { count } from "@/connectors/prestashop/count";
import { discover } from "@/connectors/prestashop/discover";
import { find } from "@/connectors/prestashop/find";
import { lookup } from "@/connectors/prestashop/lookup";
import { newest } from "@/connectors/prestashop/newest";
import { read } from "@/connectors/prestashop/read";
import { spec } from "@/connectors/prestashop/spec";
import { webhook } from "@/connectors/prestashop/webhook";
import { write } from "@/connectors/prestashop/write";

/** PrestaShop 1.7 to 9 over its Webservice. Everything its API does oddly stays in this folder; see README.md. */
export const prestashop = defineConnector({
  spec,
  check,
  discover,
  read,
  write,
  lookup,
  find,
  newest,
  count,
  webhook,
  actions: { [changeState.id]: changeState, [setTracking.id]: setTracking, [uploadImage.id]: uploadImage },
});

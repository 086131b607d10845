import { createHash } from "node:crypto";
import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { isTrue, requireParams, text } from "../core/params";
import { type Call, notFound, RestError, type Route, success, technicalError } from "../core/rest";
import type { World } from "../core/world";
import { smallPdf } from "../data/pdf";
import { STORED_FILE } from "../shapes/files";

/** Parts of the document folder, under each name the API accepts. */
interface Part {
  readonly folder: string;
  readonly table: string;
  readonly element: string;
  readonly label: string;
  /** A PDF of it can be built. */
  readonly builds: boolean;
}

const INVOICE: Part = { folder: "facture", table: "facture", element: "facture", label: "Invoice", builds: true };
const ORDER: Part = { folder: "commande", table: "commande", element: "commande", label: "Order", builds: true };
const PROPOSAL: Part = { folder: "propale", table: "propal", element: "propal", label: "Proposal", builds: true };
const SHIPMENT: Part = {
  folder: "expedition/sending",
  table: "expedition",
  element: "expedition",
  label: "Shipment",
  builds: true,
};
const PRODUCT: Part = { folder: "produit", table: "product", element: "product", label: "Product", builds: false };
const PARTS: Readonly<Record<string, Part>> = {
  invoice: INVOICE,
  facture: INVOICE,
  order: ORDER,
  commande: ORDER,
  proposal: PROPOSAL,
  propal: PROPOSAL,
  shipment: SHIPMENT,
  expedition: SHIPMENT,
  product: PRODUCT,
  produit: PRODUCT,
};

export const documentRoutes: readonly Route[] = [
  { method: "GET", path: "documents", handle: listFiles },
  { method: "DELETE", path: "documents", handle: remove },
  { method: "GET", path: "documents/download", handle: download },
  { method: "PUT", path: "documents/builddoc", handle: build },
  { method: "POST", path: "documents/upload", handle: upload },
];

function partOf(name: string): Part {
  const part = PARTS[name];
  // PHP itself fails on a part it does not know, with status 202 and a page in HTML.
  if (!part) throw technicalError();
  return part;
}

function objectOf(world: World, part: Part, ref: string): Row {
  const row = world.table(part.table).by("ref", ref)[0];
  if (!row) throw notFound(part.label);
  return row;
}

function refusePath(path: string): void {
  if (/\.\.|[<>|]/.test(path)) throw new RestError(403);
}

function fileAt(world: World, part: Part, path: string): Row | undefined {
  return world.table("ecm_files").by("_path", `${part.folder}/${path}`)[0];
}

function answerFile(file: Row): JsonObject {
  return {
    filename: text(file.filename),
    "content-type": text(file["content-type"]),
    filesize: Number(file.size),
    content: text(file._content),
    encoding: "base64",
  };
}

function build(call: Call): Json {
  const { body, world } = call;
  requireParams(body, ["modulepart"]);
  const part = partOf(text(body.modulepart));
  if (!part.builds) throw new RestError(403, "Generation not available for this modulepart");
  const path = text(body.original_file);
  refusePath(path);
  const row = objectOf(world, part, path.split("/")[0] ?? "");
  const ref = text(row.ref);
  const title = `${part.label} ${ref}`;
  const content = smallPdf([title, `Total : ${text(row.total_ttc)} ${text(row.multicurrency_code) || "EUR"}`]);
  const file = store(world, part, row, { name: `${ref}.pdf`, type: "application/pdf", content, origin: "generated" });
  world.table(part.table).update(row.id, { last_main_doc: `${part.folder}/${ref}/${ref}.pdf` });
  return { ...answerFile(file), langcode: text(body.langcode), template: text(body.doctemplate) };
}

interface NewFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  readonly origin: "generated" | "api";
}

function store(world: World, part: Part, owner: Row, file: NewFile): Row {
  const table = world.table("ecm_files");
  const path = `${part.folder}/${text(owner.ref)}/${file.name}`;
  const before = table.by("_path", path)[0];
  const folder = path.slice(0, path.lastIndexOf("/"));
  const fields = {
    _path: path,
    _content: file.content.toString("base64"),
    _owner: `${part.element}:${owner.id}`,
    filename: file.name,
    relativename: file.name,
    level1name: text(owner.ref),
    path: `/var/www/dolibarr/documents/${folder}`,
    fullname: `/var/www/dolibarr/documents/${path}`,
    filepath: folder,
    fullpath_orig: file.origin === "api" ? file.name : "",
    label: createHash("md5").update(file.content).digest("hex"),
    size: file.content.length,
    date: world.now(),
    date_c: Number(before?.date_c ?? world.now()),
    date_m: world.now(),
    gen_or_uploaded: file.origin,
    fk_user_m: file.origin === "api" ? null : "1",
    src_object_type: part.element,
    src_object_id: String(owner.id),
    "content-type": file.type,
  };
  return before ? (table.update(before.id, fields) ?? before) : table.insert(fields);
}

function download(call: Call): Json {
  const { query, world } = call;
  requireParams(query, ["modulepart", "original_file"]);
  const path = query.original_file ?? "";
  refusePath(path);
  const file = fileAt(world, partOf(query.modulepart ?? ""), path);
  if (!file) throw notFound("File");
  return answerFile(file);
}

function listFiles(call: Call): Json {
  const { query, world } = call;
  requireParams(query, ["modulepart"]);
  const name = query.modulepart ?? "";
  const part = partOf(name);
  const owner = query.id ? world.table(part.table).get(Number(query.id)) : world.table(part.table).by("ref", query.ref ?? "")[0];
  if (!owner) throw notFound(part.label);
  const files = world.table("ecm_files").by("_owner", `${part.element}:${owner.id}`);
  if (files.length === 0) {
    throw new RestError(
      404,
      `Search for modulepart ${name} with Id ${owner.id} or Ref ${text(owner.ref)} does not return any document.`,
    );
  }
  return files.map((file) => {
    const visible = Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith("_")));
    return { ...STORED_FILE, ...visible, id: String(file.id), ref: String(file.id) };
  });
}

const TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  txt: "text/plain",
};

function upload(call: Call): Json {
  const { body, world } = call;
  requireParams(body, ["filename", "modulepart"]);
  const part = partOf(text(body.modulepart));
  const owner = objectOf(world, part, text(body.ref));
  const name = text(body.filename);
  const exists = fileAt(world, part, `${text(owner.ref)}/${name}`);
  if (exists && !isTrue(text(body.overwriteifexists))) throw new RestError(400, `File with name '${name}' already exists.`);
  const encoding = text(body.fileencoding) === "base64" ? "base64" : "utf8";
  const extension = name.split(".").at(-1)?.toLowerCase() ?? "";
  const type = TYPES[extension] ?? "application/octet-stream";
  store(world, part, owner, { name, type, content: Buffer.from(text(body.filecontent), encoding), origin: "api" });
  return name;
}

function remove(call: Call): Json {
  const { query, world } = call;
  requireParams(query, ["modulepart", "original_file"]);
  const file = fileAt(world, partOf(query.modulepart ?? ""), query.original_file ?? "");
  if (!file) throw notFound("File");
  world.table("ecm_files").delete(file.id);
  return success("Document deleted");
}

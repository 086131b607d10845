// `npm run build:module`: the module for PrestaShop as an archive that the shop's back office installs.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { zip } from "./lib/zip";

const FOLDER = "connectors/prestashop/module";
export const ARCHIVE = "public/passerelle-prestashop.zip";

export function buildModule(): Uint8Array {
  const files = readdirSync(join(FOLDER, "passerelle"), { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return zip(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return { name: relative(FOLDER, path).replaceAll("\\", "/"), bytes: readFileSync(path) };
    }),
  );
}

if (process.argv[1]?.endsWith("build-module.ts")) {
  const bytes = buildModule();
  writeFileSync(ARCHIVE, bytes);
  console.log(JSON.stringify({ archive: ARCHIVE, bytes: bytes.length }));
}

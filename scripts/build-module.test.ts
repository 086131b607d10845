import { existsSync, readFileSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { ARCHIVE, buildModule } from "./build-module";
import { zip } from "./lib/zip";

it("the archive of the module that people download is the one of these files, to the byte", () => {
  expect(existsSync(ARCHIVE), "run npm run build:module").toBe(true);
  expect(Buffer.from(buildModule()).equals(readFileSync(ARCHIVE))).toBe(true);
});

it("an archive holds what it was given, in the order of the names", () => {
  const bytes = Buffer.from("Bonjour, la boutique !");
  const made = Buffer.from(
    zip([
      { name: "b.txt", bytes },
      { name: "a.txt", bytes: Buffer.from("A") },
    ]),
  );
  expect(made.indexOf("a.txt")).toBeLessThan(made.indexOf("b.txt"));
  const at = made.indexOf("b.txt") + 5;
  const packed = made.subarray(at, at + made.readUInt32LE(at - 5 - 12));
  expect(inflateRawSync(packed)).toEqual(bytes);
  expect(made.readUInt32LE(at - 5 - 16)).toBe(crc32(bytes));
});

import { describe, expect, it } from "vitest";
import { imageFormat, imageSize } from "@/connectors/prestashop/actions/image-file";

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ""), "hex");
const SAMPLES: readonly [string, Buffer][] = [
  ["png", hex("89504e470d0a1a0a 0000000d 49484452 00000320 00000258")],
  ["gif", hex("474946383961 2003 5802 000000")],
  ["jpg", hex("ffd8 ffe0 0004 0000 ffc4 0003 00 ffc2 0011 08 0258 0320 03 0000")],
  ["webp", hex("52494646 00000000 57454250 56503858 0a000000 00000000 1f0300 570200")],
  ["webp", hex("52494646 00000000 57454250 56503820 00000000 000000 9d012a 2003 5802")],
  ["webp", hex("52494646 00000000 57454250 5650384c 00000000 2f 1fc39500")],
];

describe("image files", () => {
  it.each(SAMPLES)("tell what they are and their size: %s", (extension, bytes) => {
    expect(imageFormat(bytes)?.extension).toBe(extension);
    expect(imageSize(bytes)).toEqual({ width: 800, height: 600 });
  });

  it("that are none, or cut off, have no size", () => {
    expect(imageFormat(Buffer.from("hello"))).toBeUndefined();
    expect(imageSize(hex("89504e470d0a1a0a 0000"))).toBeUndefined();
    expect(imageSize(hex("ffd8 ffe0 0010"))).toBeUndefined();
  });
});

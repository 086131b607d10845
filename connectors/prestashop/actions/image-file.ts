/** An image as its first bytes describe it, not as anyone says. */
export interface ImageFormat {
  readonly type: string;
  readonly extension: string;
  /** Pixels; undefined where the file does not tell. */
  readonly size: (bytes: Buffer) => ImageSize | undefined;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

const FORMATS: readonly (ImageFormat & { readonly magic: RegExp })[] = [
  { type: "image/png", extension: "png", magic: /^89504e470d0a1a0a/, size: pngSize },
  { type: "image/jpeg", extension: "jpg", magic: /^ffd8ff/, size: jpegSize },
  { type: "image/gif", extension: "gif", magic: /^474946383[79]61/, size: gifSize },
  { type: "image/webp", extension: "webp", magic: /^52494646.{8}57454250/, size: webpSize },
];

/** undefined for a file that is none of the images PrestaShop takes. */
export function imageFormat(bytes: Buffer): ImageFormat | undefined {
  const head = bytes.subarray(0, 12).toString("hex");
  return FORMATS.find(({ magic }) => magic.test(head));
}

export function imageSize(bytes: Buffer): ImageSize | undefined {
  try {
    return imageFormat(bytes)?.size(bytes);
  } catch (thrown) {
    // Cut off before its header ends.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function pngSize(bytes: Buffer): ImageSize {
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function gifSize(bytes: Buffer): ImageSize {
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** Segments follow each other by their lengths; the one that starts the frame names its size. */
function jpegSize(bytes: Buffer): ImageSize | undefined {
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return undefined;
}

function webpSize(bytes: Buffer): ImageSize | undefined {
  const kind = bytes.subarray(12, 16).toString("latin1");
  if (kind === "VP8X") return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind === "VP8 ") return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (kind !== "VP8L") return undefined;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

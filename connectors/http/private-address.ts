import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { AppError } from "@/lib/core/errors";

const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
const PRIVATE_V6: readonly (readonly [string, number])[] = [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
];
/** IPv6 prefixes that carry an IPv4 address in their last 32 bits. */
const CARRIERS: readonly (readonly [string, number])[] = [
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
];

const refused = new BlockList();
for (const [net, prefix] of PRIVATE_V4) refused.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of PRIVATE_V6) refused.addSubnet(net, prefix, "ipv6");
const carriers = new BlockList();
for (const [net, prefix] of CARRIERS) carriers.addSubnet(net, prefix, "ipv6");

/** Loopback, private, link-local, multicast or reserved: addresses a connector may only call when told so. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return refused.check(address, "ipv4");
  if (family !== 6) return true;
  if (refused.check(address, "ipv6")) return true;
  if (!carriers.check(address, "ipv6")) return false;
  const dotted = address.match(/(\d+\.\d+\.\d+\.\d+)$/)?.[1];
  if (dotted) return refused.check(dotted, "ipv4");
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(":");
  const [high, low] = groups.slice(-2).map((group) => Number.parseInt(group || "0", 16));
  if (high === undefined || low === undefined) return true;
  return refused.check([high >> 8, high & 255, low >> 8, low & 255].join("."), "ipv4");
}

function privateAddressError(host: string): AppError {
  return new AppError({
    code: "connector.private_address",
    category: "config",
    message: `${host} is a private or loopback address`,
    details: { host },
    advice: {
      en: "This address belongs to a private network. Use the public address of the system, or ask the administrator of Passerelle to allow private addresses.",
      fr: "Cette adresse appartient à un réseau privé. Utilisez l’adresse publique du système, ou demandez à l’administrateur de Passerelle d’autoriser les adresses privées.",
    },
  });
}

/** A literal address never reaches the resolver, so it is refused before any connection is tried. */
export function assertPublicHost(hostname: string): void {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0 && isPrivateAddress(bare)) throw privateAddressError(bare);
}

/** Resolver used at connect time: what it answers is what is connected to, so a name cannot be rebound after a check. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, "", 0);
    const addresses: LookupAddress[] = found.filter((entry) => !isPrivateAddress(entry.address));
    const first = addresses[0];
    if (!first) return callback(privateAddressError(hostname), "", 0);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

// The browser of the end-to-end tests: PLAYWRIGHT_CHROMIUM, the system's, Playwright's own, else one is installed.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { bin, run } from "./tooling.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function onPath() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** Path of a Chromium, installed if need be; undefined when none could be had (the caller says so). */
export async function ensureChromium() {
  const given = process.env.PLAYWRIGHT_CHROMIUM;
  if (given) return existsSync(given) ? given : undefined;
  const found = onPath() ?? (await playwrightsOwn());
  if (found) return found;
  process.stdout.write("Installing a browser for the end-to-end tests…\n");
  if ((await run(bin("playwright"), ["install", "chromium"])) === 0) {
    const own = await playwrightsOwn();
    if (own) return own;
  }
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (args) =>
    run(asRoot[0] ?? "apt-get", [...(asRoot.length ? [...asRoot.slice(1), "apt-get"] : []), ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  if ((await apt(["update", "-q"])) === 0) await apt(["install", "-y", "-q", "chromium"]);
  return onPath();
}

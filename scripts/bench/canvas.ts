import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import type { FlowDocument } from "../../engine/document/schema";
import { startApplication } from "../lib/application";
import { ensureChromium } from "../lib/chromium.mjs";
import { median, report } from "./report";

const NODES = 300;
/** What the editor promises for a flow of this size. */
const LIMIT = { openMs: 2_000, framesPerSecond: 50 };
const ROUNDS = 3;
const TOKEN = "bench-owner-token-0123456789abcdef";

/** Opens a flow of 300 nodes in a browser and drags one of them: time to the last card, and frames a second meanwhile. */
export async function benchCanvas(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "passerelle-canvas-"));
  const application = await startApplication(dataDir, { PASSERELLE_API_TOKEN: TOKEN });
  const executablePath = await ensureChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    await measureCanvas(browser, application.url, TOKEN);
  } finally {
    await browser.close();
    await application.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureCanvas(browser: Browser, url: string, token: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "Essayer la démonstration" }).click();
  await page.waitForURL((address) => address.pathname === "/");
  const reply = await context.request.post(`${url}/api/v1/flows`, {
    headers: { authorization: `Bearer ${token}` },
    data: largeFlow(),
  });
  const { id } = (await reply.json()) as { id: string };
  const opened: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) opened.push(await openFlow(page, `${url}/flows/${id}`));
  const openMs = median(opened);
  report({
    bench: "canvas",
    metric: "open",
    value: openMs,
    unit: "ms",
    ratio: openMs / LIMIT.openMs,
    of: `limit ${LIMIT.openMs} ms`,
  });
  const fps = await framesWhileDragging(page);
  const of = `limit ${LIMIT.framesPerSecond} frames/s`;
  report({ bench: "canvas", metric: "drag", value: fps, unit: "frames/s", ratio: fps / LIMIT.framesPerSecond, of });
  await context.close();
}

/** Milliseconds from the address to the last card, with the scripts in the browser's cache as for a second visit. */
async function openFlow(page: Page, address: string): Promise<number> {
  const start = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction((count) => document.querySelectorAll(".step-card").length === count, NODES, { polling: "raf" });
  return performance.now() - start;
}

/** As text: what compiles this file would put a helper of its own into the function. */
const COUNT_FRAMES = `new Promise((done) => {
  let frames = 0;
  const start = performance.now();
  requestAnimationFrame(function tick(now) {
    frames += 1;
    if (now - start < 2000) requestAnimationFrame(tick);
    else done((frames * 1000) / (now - start));
  });
})`;

async function framesWhileDragging(page: Page): Promise<number> {
  const card = await page
    .locator(".step-card header")
    .nth(NODES / 2)
    .boundingBox();
  if (!card) throw new Error("no card to drag");
  const counted = page.evaluate<number>(COUNT_FRAMES);
  await page.mouse.move(card.x + 2, card.y + 2);
  await page.mouse.down();
  const end = Date.now() + 2_000;
  for (let step = 0; Date.now() < end; step += 1)
    await page.mouse.move(card.x + 2 + (step % 60) * 4, card.y + 2 + (step % 40) * 3);
  await page.mouse.up();
  return counted;
}

/** Twenty columns of steps, each column a chain. */
function largeFlow(): FlowDocument {
  const node = (index: number): FlowDocument["nodes"][number] => ({
    id: `n${index}`,
    kind: index === 0 ? "trigger-manual" : index === 1 ? "read" : index % 3 === 0 ? "filter" : "transform",
    version: 1,
    label: `Étape ${index}`,
    config: index % 3 === 0 ? { expression: "total > 0" } : { expression: '{"ref": reference, "total": total}', split: false },
    onError: "failRecord",
    disabled: false,
  });
  const nodes = Array.from({ length: NODES }, (_, index) => node(index));
  const edges = nodes.slice(1).map(({ id }, index) => ({
    ...{ id: `e${index}`, source: `n${index}`, sourceHandle: "out", target: id, targetHandle: "in" },
  }));
  const places = nodes.map(({ id }, index) => [id, { x: Math.floor(index / 15) * 278, y: (index % 15) * 128 }] as const);
  return {
    ...{ schemaVersion: 1, name: "300 étapes", nodes, edges },
    settings: { pageSize: 100 },
    layout: { positions: Object.fromEntries(places) },
  };
}

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build } from "esbuild";
import type { FlowDocument } from "../../engine/document/schema";
import { startApplication } from "../lib/application";
import { ensureChromium } from "../lib/chromium.mjs";
import { enterDemo } from "./pages";
import { median, report } from "./report";

const NODES = 300;
/** What the editor promises for a flow of this size. */
const LIMIT = { openMs: 2_000, framesPerSecond: 50 };
const ROUNDS = 3;
const TOKEN = "bench-owner-token-0123456789abcdef";

/**
 * A flow of 300 nodes in a browser: time until what is in view is drawn, and frames a second while a step is dragged, as
 * the flow opens and with all of it in view. Beside it, the same number of bare React Flow nodes in the same browser: on
 * a computer without a graphics card that is what is possible.
 */
export async function benchCanvas(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "passerelle-canvas-"));
  const application = await startApplication(dataDir, { PASSERELLE_API_TOKEN: TOKEN });
  const executablePath = await ensureChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const bare = await measureBare(browser);
    await measureCanvas(browser, { url: application.url, bare });
  } finally {
    await browser.close();
    await application.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureCanvas(browser: Browser, { url, bare }: { url: string; bare: number }): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await enterDemo(page, url);
  const reply = await context.request.post(`${url}/api/v1/flows`, {
    headers: { authorization: `Bearer ${TOKEN}` },
    data: largeFlow(),
  });
  const { id } = (await reply.json()) as { id: string };
  const opened: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) opened.push(await openFlow(page, `${url}/flows/${id}`));
  const openMs = median(opened);
  report({ ...OPEN, value: openMs, ratio: openMs / LIMIT.openMs, of: `limit ${LIMIT.openMs} ms` });
  reportDrag("drag", await framesWhileDragging(page, ".step-card header"), bare);
  await page.keyboard.press("1");
  await page.waitForFunction((count) => document.querySelectorAll(".step-card").length === count, NODES, { polling: "raf" });
  reportDrag("drag, all in view", await framesWhileDragging(page, ".step-card header"), bare);
  await context.close();
}

const OPEN = { bench: "canvas", metric: "open", unit: "ms" } as const;

function reportDrag(metric: string, value: number, bare: number): void {
  const of = `limit ${LIMIT.framesPerSecond} frames/s`;
  report({ bench: "canvas", metric, value, unit: "frames/s", ratio: value / LIMIT.framesPerSecond, of });
  report({ bench: "canvas", metric: `${metric}, of bare React Flow`, value: value / bare, unit: "times" });
}

/** Frames a second of React Flow's own nodes, all of them in view. */
async function measureBare(browser: Browser): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "bare-canvas.tsx")],
    bundle: true,
    write: false,
    minify: true,
    jsx: "automatic",
    define: { PLACES: JSON.stringify(Object.values(largeFlow().layout.positions)), "process.env.NODE_ENV": '"production"' },
  });
  const style = readFileSync(createRequire(import.meta.url).resolve("@xyflow/react/dist/style.css"), "utf8");
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent(`<style>${style}</style><div id="root" style="position:fixed;inset:0"></div>`);
  const start = performance.now();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  await page.waitForFunction((count) => document.querySelectorAll(".react-flow__edge").length === count - 1, NODES);
  report({ bench: "canvas", metric: "open, bare React Flow", value: performance.now() - start, unit: "ms" });
  const frames = await framesWhileDragging(page, ".react-flow__node");
  report({ bench: "canvas", metric: "drag, bare React Flow", value: frames, unit: "frames/s" });
  await page.close();
  return frames;
}

/** Milliseconds from the address until the steps in view are drawn and joined, with the scripts in the browser's cache. */
async function openFlow(page: Page, address: string): Promise<number> {
  const start = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(
    () => document.querySelectorAll(".step-card").length > 10 && document.querySelectorAll(".react-flow__edge").length > 10,
    undefined,
    { polling: "raf" },
  );
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

/** Drags the middle one of what is found, for two seconds. */
async function framesWhileDragging(page: Page, selector: string): Promise<number> {
  const found = page.locator(selector);
  const card = await found.nth(Math.floor((await found.count()) / 2)).boundingBox();
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

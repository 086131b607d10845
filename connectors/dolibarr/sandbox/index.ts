import { type SandboxControl, type SandboxReply, type SandboxRequest, startServer } from "@/connectors/sandbox-kit/server";
import { openStore } from "@/connectors/sandbox-kit/store";
import { createDeliveries } from "./core/deliveries";
import { answer, errorReply } from "./core/pipeline";
import { RestError } from "./core/rest";
import { createRouter } from "./core/router";
import { createWorld, type World } from "./core/world";
import { type DemoOptions, seedDemo } from "./data/demo";
import { generate } from "./data/generate";
import { ROUTES } from "./resources/routes";

export interface SandboxOptions {
  /** Journal that keeps the state over restarts; absent = in memory. */
  readonly dataFile?: string;
  /** 0 or absent takes a free port. */
  readonly port?: number;
  readonly demo?: DemoOptions;
  /** Version told by `/status`; before 18, empty lists are 404. */
  readonly version?: string;
  /** Constants of the setup on top of the demo's: `{STOCK_CALCULATE_ON_VALIDATE_ORDER: "1"}`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Fills an empty database instead of the demo data. */
  readonly seed?: (world: World) => void;
  readonly clock?: () => Date;
}

export interface DolibarrSandbox {
  /** Address to configure, `/api/index.php` not included. */
  readonly url: string;
  readonly port: number;
  /** Key of the administrator of the demo data. */
  readonly key: string;
  readonly control: SandboxControl;
  readonly world: World;
  close(): Promise<void>;
}

/** A Dolibarr that answers on loopback as version 22.0.4 does. */
export async function startSandbox(options: SandboxOptions = {}): Promise<DolibarrSandbox> {
  const clock = options.clock ?? (() => new Date());
  const store = openStore(options.dataFile);
  const world = createWorld(store, { version: options.version ?? "22.0.4", now: () => Math.floor(clock().getTime() / 1000) });
  const fill = () => {
    if (options.seed) options.seed(world);
    else seedDemo(world, options.demo ?? {});
    for (const [name, value] of Object.entries(options.settings ?? {})) world.setConstant(name, value);
    world.takeTriggers();
  };
  if (store.isEmpty()) {
    fill();
    store.commit();
  }
  const router = createRouter(ROUTES);
  const deliveries = createDeliveries();
  const server = await startServer({
    port: options.port,
    handle: (request) => {
      const { reply, caller } = answer(world, router, request);
      deliveries.send(world, world.takeTriggers(), caller);
      return reply;
    },
    commit: () => store.commit(),
    label,
    refusal: (status) => refusal(world, status),
    reset: () => {
      store.reset();
      fill();
    },
    generate: (counts) => generate(world, counts),
  });
  world.baseUrl = server.url;
  return {
    url: server.url,
    port: server.port,
    key: options.demo?.key ?? DEMO_KEY,
    control: server.control,
    world,
    async close() {
      await deliveries.settled();
      await server.close();
      store.close();
    },
  };
}

const DEMO_KEY = "dolibarr-demo-key";

/** `orders` of `/api/index.php/orders/12/validate`. */
function label({ path }: SandboxRequest): string {
  return path.replace(/^\/api\/index\.php/, "").split("/")[1] ?? "";
}

function refusal(world: World, status: number): SandboxReply {
  return errorReply(world, new RestError(status, status === 429 ? "Too Many Requests" : ""));
}

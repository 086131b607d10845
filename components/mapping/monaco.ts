import { jsonataConfiguration, jsonataTokens } from "@/components/mapping/jsonata-language";
import { watchTheme } from "@/components/mapping/jsonata-theme";

export type Monaco = typeof import("@/components/mapping/monaco-bundle");

export const LANGUAGE_ID = "jsonata";

let loading: Promise<Monaco> | undefined;

/** The code editor, fetched from our own server the first time a field needs it. A failed fetch is tried again. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= start().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start(): Promise<Monaco> {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: () => new Worker(new URL("./monaco-worker.ts", import.meta.url), { type: "module" }),
    },
  });
  const monaco = await import("@/components/mapping/monaco-bundle");
  monaco.languages.register({ id: LANGUAGE_ID });
  monaco.languages.setLanguageConfiguration(LANGUAGE_ID, jsonataConfiguration);
  monaco.languages.setMonarchTokensProvider(LANGUAGE_ID, jsonataTokens);
  watchTheme(monaco);
  return monaco;
}

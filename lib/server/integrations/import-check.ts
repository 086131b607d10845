import { z } from "zod";
import type { ConnectionRow } from "@/db/queries/connections";
import { type FileIssue, type IntegrationFile, invalidFile, readIntegrationFile } from "@/engine/document/integration-file";
import { AppError } from "@/lib/core/errors";
import type { Locale } from "@/lib/core/text";
import { chooseAreas, defaultSettings, mergeSettings } from "@/lib/server/integrations/settings";
import type { Template } from "@/templates/contract";
import { TEMPLATES } from "@/templates/registry";

const WORDS = {
  en: {
    template: (id: string, known: string) => `there is no template ${id} here; there are ${known}`,
    role: (role: string) => `nothing plays the role ${role}`,
    cannotPlay: (connector: string, able: string) => `${connector} cannot play this role: ${able} can`,
    unknownRole: (key: string) => `the template has no role ${key}`,
    choose: (connector: string) => `choose a connection to ${connector}`,
    otherSystem: (id: string, connector: string) => `${id} is no connection to ${connector}`,
    notAsked: "the file asks for no such connection",
  },
  fr: {
    template: (id: string, known: string) => `il n’y a pas de modèle ${id} ici ; il y a ${known}`,
    role: (role: string) => `rien ne tient le rôle ${role}`,
    cannotPlay: (connector: string, able: string) => `${connector} ne peut pas tenir ce rôle : ${able} le peut`,
    unknownRole: (key: string) => `le modèle n’a pas de rôle ${key}`,
    choose: (connector: string) => `choisissez une connexion à ${connector}`,
    otherSystem: (id: string, connector: string) => `${id} n’est pas une connexion à ${connector}`,
    notAsked: "le fichier ne demande pas cette connexion",
  },
} as const;

/** A file, held against the template it was made of. Throws `request.invalid` with each place that is wrong. */
export function readCheckedFile(text: string, locale: Locale): { file: IntegrationFile; template: Template } {
  const file = readIntegrationFile(text, locale);
  const words = WORDS[locale];
  const template = TEMPLATES.find(({ id }) => id === file.template.id);
  if (!template) {
    const known = TEMPLATES.map(({ id }) => id).join(", ");
    throw invalidFile([{ path: "template.id", message: words.template(file.template.id, known) }]);
  }
  const keys = new Set(file.connections.map(({ key }) => key));
  const issues = [
    ...issuesOf(() => mergeSettings(template, defaultSettings(template), file.settings)),
    ...issuesOf(() => chooseAreas(template, file.areas)),
    ...template.roles
      .filter(({ role }) => !keys.has(role))
      .map(({ role }) => ({ path: "connections", message: words.role(role) })),
    ...file.connections.flatMap((wanted, index) => roleIssue(wanted, `connections.${index}`, { template, locale })),
  ];
  if (issues.length > 0) throw invalidFile(issues);
  return { file, template };
}

type Wanted = IntegrationFile["connections"][number];

function roleIssue({ key, connector }: Wanted, path: string, of: { template: Template; locale: Locale }): FileIssue[] {
  const words = WORDS[of.locale];
  const role = of.template.roles.find((each) => each.role === key);
  if (!role) return key.startsWith("con_") ? [] : [{ path: `${path}.key`, message: words.unknownRole(key) }];
  if (role.connectors.includes(connector)) return [];
  return [{ path: `${path}.connector`, message: words.cannotPlay(connector, role.connectors.join(", ")) }];
}

const IssuesSchema = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });

/** What a check of ours says is wrong, as issues of the file. */
function issuesOf(check: () => unknown): FileIssue[] {
  try {
    check();
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return IssuesSchema.parse(thrown.details).issues;
  }
}

/** The connection of the same system with the same name, or the only one of the system. */
export function matchConnection({ connector, name }: Wanted, rows: readonly ConnectionRow[]): ConnectionRow | undefined {
  const fitting = rows.filter((row) => row.connector === connector);
  return fitting.find((row) => row.name === name) ?? (fitting.length === 1 ? fitting[0] : undefined);
}

/** Connection id by key of the file's connections: as asked, else as matched. */
export function chooseConnections(
  { connections }: IntegrationFile,
  of: { rows: readonly ConnectionRow[]; asked: Readonly<Record<string, string>>; locale: Locale },
): Map<string, string> {
  const { rows, asked } = of;
  const words = WORDS[of.locale];
  const issues: FileIssue[] = [];
  const chosen = new Map<string, string>();
  for (const wanted of connections) {
    const { key, connector } = wanted;
    const id = asked[key];
    const row = id === undefined ? matchConnection(wanted, rows) : rows.find((each) => each.id === id);
    if (row?.connector === connector) chosen.set(key, row.id);
    else {
      const message = id === undefined ? words.choose(connector) : words.otherSystem(id, connector);
      issues.push({ path: `connections.${key}`, message });
    }
  }
  const unknown = Object.keys(asked).filter((key) => !connections.some((wanted) => wanted.key === key));
  issues.push(...unknown.map((key) => ({ path: `connections.${key}`, message: words.notAsked })));
  if (issues.length > 0) throw invalidFile(issues);
  return chosen;
}

import type { ConnectionChoice, InstallInput, TemplateView, WizardState } from "@/components/gallery/types";

/** UI-11: the proposed name is built from both ends. */
export function proposedName(template: TemplateView): string {
  return `${template.from.title} × ${template.to.title}`;
}

/** Connections that may play a role, those of the demo last. */
export function candidates(template: TemplateView, role: string, connections: readonly ConnectionChoice[]): ConnectionChoice[] {
  const connectors = template.roles.find((one) => one.role === role)?.connectors ?? [];
  return connections
    .filter((connection) => connectors.includes(connection.connector))
    .sort((a, b) => Number(a.sandbox) - Number(b.sandbox));
}

/** Can the template be tried with the built-in systems alone? */
export function hasDemo(template: TemplateView, connections: readonly ConnectionChoice[]): boolean {
  return template.roles.every(({ role }) => candidates(template, role, connections).some((connection) => connection.sandbox));
}

/** A role with one candidate is filled; with `demo` the built-in systems are taken. */
export function startWizard(template: TemplateView, connections: readonly ConnectionChoice[], demo: boolean): WizardState {
  const chosen = template.roles.flatMap(({ role }): [string, string][] => {
    const all = candidates(template, role, connections);
    const one = demo ? all.find((connection) => connection.sandbox) : all.length === 1 ? all[0] : undefined;
    return one ? [[role, one.id]] : [];
  });
  return {
    step: demo ? 3 : 2,
    connections: Object.fromEntries(chosen),
    areas: template.areas.filter((area) => area.enabledByDefault).map((area) => area.key),
    settings: {},
    name: proposedName(template),
  };
}

/** May the wizard go on from its step? */
export function isStepDone(template: TemplateView, state: WizardState): boolean {
  if (state.step === 2) return template.roles.every(({ role }) => state.connections[role] !== undefined);
  if (state.step === 3) return state.areas.length > 0;
  if (state.step === 4) return state.name.trim() !== "";
  return true;
}

/** How many flows and mapping tables will be made. */
export function countMade(template: TemplateView, state: WizardState): { flows: number; tables: number } {
  const areas = template.areas.filter((area) => state.areas.includes(area.key));
  return {
    flows: areas.reduce((sum, area) => sum + area.flows.length, 0),
    tables: template.tables.filter((table) => table.area === null || state.areas.includes(table.area)).length,
  };
}

export function toInstallInput(template: TemplateView, state: WizardState): InstallInput {
  return {
    template: template.id,
    name: state.name.trim(),
    connections: { ...state.connections },
    areas: [...state.areas],
    settings: { ...state.settings },
  };
}

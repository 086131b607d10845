const WRONG = /[ \u00a0][;:!?»]|[\p{L}\d)}»][;!?](?!\w)|[\p{L}\d)}»]:(?=\s|$)|«[^\u202f]|[^\u202f]»/u;

/** Does a French text lack a narrow no-break space before ; : ! ? or inside guillemets? For tests of texts. */
export function breaksFrenchSpacing(text: string): boolean {
  // Number skeletons (`::.0`) and the colon of a time are no punctuation.
  return WRONG.test(text.replace(/::\S+/g, "").replace(/\d:\d/g, ""));
}

/** Every IANA time zone, in the words pickers show. */
export const TIME_ZONES = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));

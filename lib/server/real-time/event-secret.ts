/** Name of the secret, among those of a connection, that its system signs events with; nobody types it. */
export const EVENT_SECRET = "passerelleEvents";

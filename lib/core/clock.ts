/** The present instant, as a port, so that tests and replays can hold it still. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();

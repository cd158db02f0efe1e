// What the firmware that runs says of its motors, where the connection to the chip does not show it.

/** `armed`: an axis is in another state than idle. `not-told`: no firmware answers for that chip. */
export type AxesState = 'idle' | 'armed' | 'not-told';

/** Asks for the axes of the board with that serial number. Rejects only when `signal` is aborted. */
export type AskAxes = (serial: string, signal?: AbortSignal) => Promise<AxesState>;

// Messages about values and functions of a running board that are no configuration. Values are as a person types them.

interface OfPath {
  readonly path: string;
}

/** Codes of messages about values and functions of a running board that are no configuration, each with its parameters. */
export interface LiveMessages {
  // What a write or a call may do.
  /** `state`: as the firmware numbers it; `mode`: the name of its control mode, or the number. */
  'live.axis-armed': OfPath & {
    /** A function is called; otherwise a value is written. */
    readonly calls?: boolean | undefined;
    readonly axis: string;
    readonly state: number;
    readonly speed?: { readonly value: number; readonly unit?: string | undefined } | undefined;
    readonly mode?: string | number | undefined;
  };
  'live.lets-fall': OfPath;
  'live.axis-not-idle': { readonly axis: string };
  /** `brake`: the brake resistor afterwards, if there is one. */
  'live.errors-to-clear': { readonly errors: readonly string[]; readonly brake: 'works-again' | 'stays-off' };
  // What cannot be done.
  'live.not-writable': OfPath & { readonly kind: 'property' | 'function' | 'object' };
  'live.value-invalid': OfPath & { readonly text: string; readonly type: string };
  'live.not-a-function': OfPath;
  'live.own-command': OfPath;
  'live.inputs-wrong': OfPath & { readonly expected: number; readonly given: number };
  'live.input-invalid': OfPath & { readonly input: string; readonly text: string };
  'live.not-a-number': OfPath;
  'live.no-oscilloscope': undefined;
  'live.nothing-changes': undefined;
}

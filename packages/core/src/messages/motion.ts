// Messages about axes that are armed on purpose. States as the firmware numbers them.

interface OfAxis {
  readonly axis: string;
}

interface Measured {
  readonly value: number;
  readonly unit?: string | undefined;
}

export interface MotionMessages {
  /** What starting it means. `call`: a function is called, instead of asking for a state; `brake`: off without `ohms`. */
  'motion.will-move': OfAxis & {
    readonly state?: number | undefined;
    readonly call?: string | undefined;
    readonly current?: Measured | undefined;
    readonly speed?: Measured | undefined;
    readonly brake: { readonly ohms?: number | undefined };
    readonly gimbal: boolean;
    /** What becomes of the axis when nobody is there any more. */
    readonly after: 'watchdog' | 'no-watchdog' | 'stays-armed';
    readonly watchdogMs: number;
  };
  // What speaks against it.
  'motion.has-errors': OfAxis & { readonly errors: readonly string[] };
  'motion.not-calibrated': OfAxis & { readonly missing: readonly ('motor' | 'encoder')[] };
  /** Volts. */
  'motion.bus-outside': { readonly volts: number; readonly low: number; readonly high: number };
  'motion.watchdog-not-kept': OfAxis;
  'motion.armed-already': OfAxis & { readonly state: number };
  // Meanwhile and afterwards.
  'motion.held': OfAxis & { readonly state?: number | undefined };
  'motion.watchdog-restored': OfAxis;
  // What a person does next.
  'next.clear-errors': undefined;
  'next.calibrate': OfAxis;
  'next.check-supply-voltage': undefined;
}

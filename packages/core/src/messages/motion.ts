// Messages about axes that are armed on purpose. States as the firmware numbers them.

interface OfAxis {
  readonly axis: string;
}

interface Measured {
  readonly value: number;
  readonly unit?: string | undefined;
}

/** Codes of messages about axes that are armed on purpose, each with its parameters. */
export interface MotionMessages {
  /** What starting it means: one state, a calibration in steps, or a function that is called. `brake`: off without `ohms`. */
  'motion.will-move': OfAxis & {
    readonly state?: number | undefined;
    readonly steps?: readonly number[] | undefined;
    readonly call?: string | undefined;
    readonly current?: Measured | undefined;
    readonly speed?: Measured | undefined;
    readonly brake: { readonly ohms?: number | undefined };
    readonly gimbal: boolean;
    /** What becomes of the axis after the session. */
    readonly after: 'watchdog' | 'no-watchdog' | 'stays-armed';
    readonly watchdogMs: number;
  };
  // What prevents it.
  'motion.has-errors': OfAxis & { readonly errors: readonly string[] };
  'motion.not-calibrated': OfAxis & { readonly missing: readonly ('motor' | 'encoder')[] };
  /** Volts. */
  'motion.bus-outside': { readonly volts: number; readonly low: number; readonly high: number };
  'motion.watchdog-not-kept': OfAxis;
  'motion.no-such-axis': OfAxis;
  'motion.armed-already': OfAxis & { readonly state: number };
  // Meanwhile and afterwards.
  'motion.held': OfAxis & { readonly state?: number | undefined };
  'motion.watchdog-restored': OfAxis;
  'motion.watchdog-unknown': OfAxis;
  /** One step of a calibration. */
  'motion.step': OfAxis & { readonly state: number; readonly step: number; readonly of: number };
  'motion.stopped': OfAxis;
  /** While it was held. */
  'motion.restarted': OfAxis;
  /** The flag of a calibration that the firmware takes back after a restart. */
  'motion.not-kept': OfAxis;
  // What a person does next.
  'next.clear-errors': undefined;
  'next.calibrate': OfAxis;
  'next.check-supply-voltage': undefined;
}

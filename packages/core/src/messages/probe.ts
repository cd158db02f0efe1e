// Messages about a chip that is reached at a probe.

/** Codes of messages about a chip that is reached at a probe, each with its parameters. */
export interface ProbeMessages {
  'flash.mass-erase': { readonly seconds: number };
  'probe.load-drops': undefined;
  'probe.reset-to-reach': undefined;
  'probe.axis-armed-meanwhile': undefined;
  'probe.axes-not-told': undefined;
  /** `board`: its version, where that is known to be v3.4 or older. */
  'probe.feed-low-voltage': { readonly board?: string | undefined };
  'probe.chip-silent': undefined;
  'probe.power-cycle': undefined;
  'probe.not-seen': undefined;
  'probe.update-through-it': { readonly path: string };
  'probe.update-through-it.use': undefined;
  'probe.update-through-it.stop': undefined;
}

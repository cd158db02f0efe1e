// Messages about looking for a board on the bus, and waiting for it.

import type { DeviceName } from './device.ts';

/** What a board was named by. */
interface Wanted {
  readonly serial?: string | undefined;
  readonly path?: string | undefined;
}

/** Codes of messages about looking for a board on the bus, and waiting for it, each with its parameters. */
export interface DiscoveryMessages {
  'discovery.no-board-yet': undefined;
  'discovery.several-connected': { readonly devices: readonly DeviceName[] };
  'discovery.several-in-dfu': { readonly devices: readonly DeviceName[] };
  /** `others`: boards that are there and are not the one wanted. */
  'discovery.not-found': Wanted & { readonly others: readonly DeviceName[] };
  'discovery.not-found-in-dfu': Wanted & { readonly others: readonly DeviceName[] };
  'discovery.only-running': { readonly devices: readonly DeviceName[] };
  'discovery.other-chip': {
    readonly path: string;
    readonly chip: string;
    readonly maker: string;
    readonly vendorId: number;
    readonly productId: number;
  };
  /** A person is to bring it back in DFU mode. */
  'discovery.bring-back-in-dfu': undefined;
  'discovery.switch-to-run': undefined;
  'discovery.bring-back-running': undefined;
  /** `running`: it runs its firmware instead. */
  'discovery.did-not-return': { readonly device: DeviceName; readonly running: boolean };
}

// What a program on the chip offers to USB. The port (port.ts) does what every device does, this is the rest.

import type { ControlSetup, DeviceAnswer, DeviceTransfer } from '@odflash/core/ports';

/** An endpoint other than 0. */
export interface Endpoint {
  /**
   * Resolves when the endpoint has data or room (NAK until then), and listens to `cancel` no longer; rejects when that is
   * aborted.
   */
  submit(transfer: DeviceTransfer, cancel: AbortSignal): Promise<DeviceAnswer>;
  /** Forgets what is queued: bus reset, configuration set. */
  clear(): void;
}

export interface UsbFunction {
  /** Default: full. */
  readonly speed?: 'full' | 'high' | undefined;
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  /** A string descriptor, or `undefined` to stall. Index 0 is the list of languages. */
  string(index: number): Uint8Array | undefined;
  /** Class and vendor requests, and standard ones the port leaves to the function. `data` is the OUT data stage. */
  control(setup: ControlSetup, data: Uint8Array, length: number): DeviceAnswer;
  /** Whether SET_INTERFACE and GET_INTERFACE are served for this interface and setting. */
  hasAlternate(interfaceNumber: number, alternate: number): boolean;
  readonly endpoints: ReadonlyMap<number, Endpoint>;
  /** While defined, endpoint 0 does not answer (NAK); resolves when it does again. */
  busy(): Promise<void> | undefined;
  busReset(): void;
}

/** An endpoint that takes everything and does nothing with it. */
export function sinkEndpoint(): Endpoint {
  return {
    submit: async ({ data }) => ({ status: 'ok', bytes: data.length, data: new Uint8Array(0) }),
    clear: () => undefined,
  };
}

/** An endpoint that NAKs forever: nothing serves it. */
export function silentEndpoint(): Endpoint {
  return {
    submit: (_transfer, cancel) =>
      new Promise((_resolve, reject) => {
        cancel.addEventListener('abort', () => reject(cancel.reason), { once: true });
      }),
    clear: () => undefined,
  };
}

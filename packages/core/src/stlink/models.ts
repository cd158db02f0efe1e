// The ST-Link probes as data: product ids, endpoints, generation (facts of OpenOCD 0.12, stlink 1.7, pyOCD, probe-rs). No I/O.

import type { UsbDeviceInfo } from '../ports.ts';

/** ST's vendor id, which every ST-Link has; so has the STM32's own bootloader (0xDF11). */
export const stVendorId = 0x0483;

/** One kind of ST-Link. */
export interface ProbeModel {
  readonly productId: number;
  /** `ST-Link/V2-1`. */
  readonly name: string;
  /** Decides which commands there are. */
  readonly generation: 2 | 3;
  /** Endpoint addresses of the debug interface, which is always interface 0, alternate setting 0. */
  readonly out: number;
  readonly in: number;
  /** Why a probe under that id takes no debug commands. */
  readonly unusable?: 'too-old' | 'loader' | undefined;
}

const withBoardContext = { out: 0x01, in: 0x81 } as const;

/** Every ST-Link that can be used, by its USB product id. */
export const probeModels: readonly ProbeModel[] = [
  { productId: 0x3744, name: 'ST-Link/V1', generation: 2, out: 0x02, in: 0x81, unusable: 'too-old' },
  { productId: 0x3748, name: 'ST-Link/V2', generation: 2, out: 0x02, in: 0x81 },
  { productId: 0x374a, name: 'ST-Link/V2-1', generation: 2, ...withBoardContext },
  { productId: 0x374b, name: 'ST-Link/V2-1', generation: 2, ...withBoardContext },
  { productId: 0x3752, name: 'ST-Link/V2-1', generation: 2, ...withBoardContext },
  { productId: 0x374d, name: 'ST-Link/V3', generation: 3, ...withBoardContext, unusable: 'loader' },
  { productId: 0x374e, name: 'ST-Link/V3', generation: 3, ...withBoardContext },
  { productId: 0x374f, name: 'ST-Link/V3', generation: 3, ...withBoardContext },
  { productId: 0x3753, name: 'ST-Link/V3', generation: 3, ...withBoardContext },
  { productId: 0x3754, name: 'ST-Link/V3', generation: 3, ...withBoardContext },
  { productId: 0x3755, name: 'ST-Link/V3PWR', generation: 3, ...withBoardContext, unusable: 'loader' },
  { productId: 0x3757, name: 'ST-Link/V3PWR', generation: 3, ...withBoardContext },
];

/** The interface that takes debug commands. */
export const debugInterface = 0;

/** Which ST-Link a device on the bus is; `undefined` for anything else. */
export function probeModel({ vendorId, productId }: UsbDeviceInfo): ProbeModel | undefined {
  return vendorId === stVendorId ? probeModels.find((model) => model.productId === productId) : undefined;
}

// A bus that fails where it is told to, and says what was asked of it.

import { LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import type { LinkFailure } from '@odflash/core/ports';

export const rom: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2',
  serial: '356D38673332',
};
export const runtime: UsbDeviceInfo = { ...rom, vendorId: 0x1209, productId: 0x0d32, path: '1-3' };
export const probe: UsbDeviceInfo = { ...rom, productId: 0x374b, path: '1-4' };
export const mouse: UsbDeviceInfo = { ...rom, vendorId: 0x046d, productId: 0xc077, path: '1-5' };

interface FakeBus extends UsbBus {
  readonly log: string[];
}

export function fakeBus(devices: readonly UsbDeviceInfo[], failures: Record<string, LinkFailure> = {}): FakeBus {
  const log: string[] = [];
  return {
    log,
    list: async () => devices,
    watch: () => ({ [Symbol.dispose]: () => undefined }),
    open: async (device) => {
      const failure = failures[`open ${device.path}`];
      if (failure) throw new LinkError(failure, `open: ${failure}`);
      log.push(`open ${device.path}`);
      const claim = async (number: number) => {
        log.push(`claim ${device.path} ${number}`);
        const refused = failures[`claim ${device.path}`];
        if (refused) throw new LinkError(refused, `claim: ${refused}`);
      };
      const unused = async () => {
        throw new Error('a diagnosis makes no transfers');
      };
      const link: UsbLink = {
        info: device,
        claim,
        controlIn: unused,
        controlOut: unused,
        bulkIn: unused,
        bulkOut: unused,
        selectAlternate: unused,
        reset: unused,
        [Symbol.asyncDispose]: async () => void log.push(`close ${device.path}`),
      };
      return link;
    },
  };
}

// What the configuration of a board is, asked of a second board with the same flash on virtual time: an answer that no kernel, no
// libusb, no page and no hour of the guest has had a part in.

import { backupConfiguration } from '@odflash/core';
import { createVirtualBoard, type VirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

/** Every value of the configuration in the flash of `board`, by path. */
export async function configurationIn({ flash, profile }: VirtualBoard): Promise<ReadonlyMap<string, unknown>> {
  const clock = virtualClock();
  const twin = createVirtualBoard(profile, { clock });
  twin.flash.set(flash);
  twin.powerCycle();
  const { backup } = await backupConfiguration({ bus: virtualBus([twin], { clock }), clock, vault: emptyVault() }, {});
  return backup.values;
}

function emptyVault() {
  return {
    put: async () => undefined,
    get: async () => undefined,
    list: async () => [],
    remove: async () => undefined,
    locate: (name: string) => name,
  };
}

// Flash programmed by the probe alone, word by word through the chip's memory access port: slower, and what is left where no
// code runs in the SRAM. The bus stalls while the chip programs, and the probe waits (pystlink programs the F4 like this).

import { stopIfAborted } from '../abort.ts';
import { eraseMs, maximumTimes, type Parallelism, programMs, typicalTimes } from '../board/stm32f405.ts';
import { type Block, isErased } from '../bytes.ts';
import type { Clock } from '../ports.ts';
import type { ProbeAccess } from '../stlink/access.ts';
import type { Abilities } from '../stlink/version.ts';
import { eraseControl, type FlashController, programControl } from './flash-controller.ts';
import { flashControl } from './registers.ts';
import { type FlashWorker, tellBytes } from './worker.ts';

/** So much is programmed between two looks at the status. */
const stride = 1024;

export function createDirectWorker(
  access: ProbeAccess,
  controller: FlashController,
  { abilities, clock }: { readonly abilities: Abilities; readonly clock: Clock },
): FlashWorker {
  /** Old firmware has no half words. */
  const usable = (width: Parallelism): Parallelism => (width === 16 && !abilities.halfWords ? 8 : width);
  return {
    work: async ({ what, erase, block, width: wanted }, options = {}) => {
      const width = usable(wanted);
      await controller.unlock();
      if (erase !== undefined) {
        const control = eraseControl(erase.index, width);
        await controller.control(control);
        await controller.control(control | flashControl.start);
        await clock.sleep(eraseMs(erase, typicalTimes[width]));
        await controller.settle(what, 2 * eraseMs(erase, maximumTimes[8]));
      }
      if (block !== undefined) {
        await controller.control(programControl(width));
        for (const piece of pieces(block)) {
          stopIfAborted(options.signal);
          if (!isErased(piece.data)) {
            await access.writeMemory(piece, width);
            await controller.settle(what, 2 * programMs(piece.data.length, 8, maximumTimes[8]));
          }
          tellBytes(options, piece.data.length);
        }
      }
      await controller.lock();
    },
  };
}

function pieces({ address, data }: Block): Block[] {
  return Array.from({ length: Math.ceil(data.length / stride) }, (_, index) => ({
    address: address + index * stride,
    data: data.subarray(index * stride, (index + 1) * stride),
  }));
}

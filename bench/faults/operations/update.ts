// A whole update as an operation: from the running board through DFU mode to the running board with its configuration.

import { acceptWarnings, boardVersion, firmwareSectors, type UpdateEvent, update } from '@odflash/core';
import { type OdriveFirmware, odriveImage } from '../scenario/odrive-firmware.ts';
import type { Operation } from '../types.ts';

/** Shorter than in life; the operator never comes later than this. */
const humanMs = 30_000;

export function updateOperation(firmware: OdriveFirmware, named: boolean): Operation {
  const image = odriveImage(firmware);
  const version = boardVersion(firmware.board);
  return {
    name: 'update',
    wanted: image.segments,
    coversVectors: true,
    scope: firmwareSectors,
    perform: async (env, { backup, signal, onEvent, x32 }) => {
      const { board, flash } = await update(env, {
        firmware: { image, name: 'firmware.hex', version: firmware.release },
        ask: acceptWarnings,
        humanMs,
        onEvent: onEvent as (event: UpdateEvent) => void,
        ...(backup !== undefined && { backup }),
        ...(signal && { signal }),
        ...(x32 !== undefined && { x32 }),
        ...(named && version && { board: version }),
      });
      return { board, ...(flash?.undo && { undo: flash.undo }) };
    },
  };
}

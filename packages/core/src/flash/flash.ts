// What the engine can change on a board, one function each: ten lines from an image to a verified board.

import { warning } from '../ask/findings.ts';
import { isConfigurationSector } from '../board/odrive-v3.ts';
import type { Sector } from '../board/stm32f405.ts';
import { changeBoard } from './change.ts';
import { wantedBlank } from './desired.ts';
import { flashImage, freshFinding } from './flash-image.ts';
import type { FlashReport } from './report.ts';
import type { EraseRequest, FlashEnv, FlashRequest } from './request.ts';

/**
 * Writes an image onto a board in DFU mode, verifies it, starts it. Safe at any moment: cut the power or kill the process
 * and the board starts the whole old image, the whole new one, or nothing; run it again and it finishes.
 * Throws FlasherError; its `board` says what is on the board.
 */
export function flash(env: FlashEnv, request: FlashRequest): Promise<FlashReport> {
  return flashImage(env, request);
}

/** Erases the firmware (sectors 0 to 9), or everything. Throws FlasherError; its `board` says what is on the board. */
export async function eraseFlash(env: FlashEnv, request: EraseRequest): Promise<FlashReport> {
  const { configuration = false } = request;
  if (request.only === 'configuration')
    return changeBoard(env, request, {
      wanted: (sectors) => wantedBlank(sectors.filter(isConfiguration)),
      findings: [freshFinding],
      start: false,
    });
  const findings = [
    warning('erase', 'The firmware is erased: the board does not start until it is flashed again.'),
    ...(configuration
      ? [warning('configuration-data', 'Sectors 10 and 11 are erased too: the configuration is lost.')]
      : []),
  ];
  const wanted = (sectors: readonly Sector[]) =>
    wantedBlank(sectors.filter((sector) => configuration || !isConfiguration(sector)));
  return changeBoard(env, request, { wanted, findings, start: false });
}

function isConfiguration({ index }: Sector): boolean {
  return isConfigurationSector(index);
}

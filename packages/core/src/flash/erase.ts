// A board emptied: its firmware, its configuration, or both.

import { warning } from '../ask/findings.ts';
import { isConfigurationSector } from '../board/odrive-v3.ts';
import type { Sector } from '../board/stm32f405.ts';
import { message } from '../messages/message.ts';
import { changeBoard } from './change.ts';
import { freshFinding } from './flash-image.ts';
import type { Board } from './open/open.ts';
import { wantedBlank } from './plan/desired.ts';
import type { FlashReport } from './report.ts';
import type { EraseRequest } from './request.ts';

/** Erases the firmware (sectors 0 to 9), or everything. Throws FlasherError; its `board` says what is on the board. */
export async function eraseOn(board: Board, request: EraseRequest): Promise<FlashReport> {
  const { configuration = false } = request;
  if (request.only === 'configuration')
    return changeBoard(board, request, {
      wanted: (sectors) => wantedBlank(sectors.filter(isConfiguration)),
      findings: [freshFinding],
      start: false,
    });
  const findings = [
    warning('erase', message('preflight.erases-firmware')),
    ...(configuration ? [warning('configuration-data', message('preflight.erases-configuration'))] : []),
  ];
  const wanted = (sectors: readonly Sector[]) =>
    wantedBlank(sectors.filter((sector) => configuration || !isConfiguration(sector)));
  return changeBoard(board, request, { wanted, findings, start: false });
}

function isConfiguration({ index }: Sector): boolean {
  return isConfigurationSector(index);
}

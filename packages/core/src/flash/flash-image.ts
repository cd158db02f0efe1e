// An image onto a board, by itself or as a part of an update.

import { type Finding, refuseStops, warning } from '../ask/findings.ts';
import { configurationSectors, firmwareRange } from '../board/odrive-v3.ts';
import { cut } from '../bytes.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import { listener } from '../listener.ts';
import { message } from '../messages/message.ts';
import { type Change, changeBoard } from './change.ts';
import type { Board } from './open/open.ts';
import { wantedBlank, wantedByImage } from './plan/desired.ts';
import { checkImage } from './preflight/preflight-image.ts';
import type { UpdateLink } from './records/record-input.ts';
import type { FlashReport } from './report.ts';
import type { FlashEnv, FlashRequest } from './request.ts';

/** `link`: the update that this is part of. Throws FlasherError; its `board` says what is on the board. */
export async function flashOn(board: Board, request: FlashRequest, link?: UpdateLink): Promise<FlashReport> {
  const { image, start = true, partial } = request;
  const findings = checkImage(image, { partial });
  refuseStops(findings);
  if (request.freshConfiguration) return changeBoard(board, request, freshChange(request, findings, link));
  const wanted: Change['wanted'] = (among) => wantedByImage(image, among);
  return changeBoard(board, request, { wanted, findings, image, start, partial, link });
}

export const freshFinding: Finding = warning(
  'configuration-data',
  message('preflight.erases-configuration-to-defaults'),
);

/** The firmware of the image, and nothing where the configuration was: what is erased is not brought along either. */
function freshChange(request: FlashRequest, about: readonly Finding[], link: UpdateLink | undefined): Change {
  const { start = true, partial } = request;
  const segments = request.image.segments.flatMap((segment) => cut(segment, firmwareRange) ?? []);
  const image: MemoryImage = { ...request.image, segments };
  const wanted: Change['wanted'] = (among) => [...wantedByImage(image, among), ...wantedBlank(configurationSectors)];
  return { wanted, findings: [...about, freshFinding], image, start, partial, link };
}

/** An invalid file is refused before a board is looked for. */
export function refuseFile({ log }: FlashEnv, { image, partial, onEvent }: FlashRequest): void {
  const findings = checkImage(image, { partial });
  if (!findings.some(({ level }) => level === 'stop')) return;
  listener(log, onEvent)({ type: 'findings', findings });
  refuseStops(findings);
}

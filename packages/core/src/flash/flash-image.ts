// An image onto a board, by itself or as a part of an update.

import { type Change, changeBoard } from './change.ts';
import { type Finding, refuseStops } from './findings.ts';
import { listener } from './open.ts';
import { checkImage } from './preflight-image.ts';
import type { UpdateLink } from './records.ts';
import type { FlashReport } from './report.ts';
import type { ChangeRequest, FlashEnv, FlashRequest } from './request.ts';
import { wantedByImage } from './wanted.ts';

/** `link`: the update that this is part of. Throws FlasherError; its `board` says what is on the board. */
export async function flashImage(env: FlashEnv, request: FlashRequest, link?: UpdateLink): Promise<FlashReport> {
  const { image, start = true, partial } = request;
  const findings = checkImage(image, { partial });
  // A file that is no good is refused before a board is so much as looked for.
  refuse(env, request, findings);
  const wanted: Change['wanted'] = (among) => wantedByImage(image, among);
  return changeBoard(env, request, { wanted, findings, image, start, partial, link });
}

function refuse(env: FlashEnv, request: ChangeRequest, findings: readonly Finding[]): void {
  if (!findings.some(({ level }) => level === 'stop')) return;
  listener(env.log, request.onEvent)({ type: 'findings', findings });
  refuseStops(findings);
}

// What a board holds after its configuration sectors were written as they are: judged as soon as it runs, by the same rules
// as every other way.

import { isConfigurationSector } from '../../board/odrive-v3.ts';
import { isErased } from '../../bytes.ts';
import { isFlasherError } from '../../errors.ts';
import type { FlashReport } from '../../flash/report.ts';
import type { BoardRequest } from '../../flash/request.ts';
import { type HeldSettings, inspectRunning } from '../../running/inspect-running.ts';
import type { UpdateEnv } from '../request.ts';

/**
 * `undefined` where the flash wrote no configuration; `not-judged` where the board does not run afterwards. Never throws for
 * the board's sake: the flash is done.
 */
export async function judgeWritten(
  env: UpdateEnv,
  { board, signal }: Pick<BoardRequest, 'board' | 'signal'>,
  { outcome, plan, start, identity }: FlashReport,
): Promise<HeldSettings | 'not-judged' | undefined> {
  const isWritten = plan.sectors.some(
    ({ sector, content }) => isConfigurationSector(sector.index) && content !== undefined && !isErased(content),
  );
  if (outcome !== 'changed' || !isWritten) return undefined;
  if (start !== 'started') return 'not-judged';
  try {
    const asked = { selection: { path: identity.device.path }, board, signal };
    return (await inspectRunning(env, asked)).settings;
  } catch (thrown) {
    if (isFlasherError(thrown) && thrown.code !== 'aborted') return 'not-judged';
    throw thrown;
  }
}

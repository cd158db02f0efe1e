// What stopping the firmware over SWD means for a board, or resetting a chip in order to reach it. Nothing up to there: a chip
// that is looked at runs on. Pure.

import { consentName } from '../ask/consent.ts';
import { type Finding, warning } from '../ask/findings.ts';
import type { ManualStep } from '../ask/question.ts';
import { type BoardVersion, unsafeInDfu } from '../board/odrive-v3.ts';
import { message } from '../messages/message.ts';
import { type BoardEvidence, oldBoard, provedBoard } from '../target/board-evidence.ts';
import type { ChipKey } from '../target/chip.ts';
import type { Hazards } from '../target/hazards.ts';

/** `runs`: the core executes something, as far as is known. */
export function swdHazards(evidence: BoardEvidence, { runs }: { readonly runs: boolean }): Hazards {
  const moves: Finding[] = runs && !evidence.idle ? [warning('axes', message('probe.load-drops'))] : [];
  return { findings: [], stopping: moves, beforeStop: stepBefore(evidence) };
}

/**
 * The gates of the brake transistors of a board up to v3.4 float while its chip is stopped. What is not proved to be a newer
 * board may be one.
 */
function stepBefore(evidence: BoardEvidence): ManualStep | undefined {
  const { identity } = evidence;
  if (!identity) return undefined;
  const old = oldBoard(evidence);
  if (old) return feedLowVoltage(identity.key, old.version);
  return provedBoard(evidence) ? undefined : feedLowVoltage(identity.key);
}

/** Of a chip that does not answer, so that only what people say shows which board it is. `place`: what it is named by. */
export function resetHazards({ named, running }: BoardEvidence, place: ChipKey): Hazards {
  const stopping = [warning('axes', message('probe.reset-to-reach'))];
  const old = [named, running].find((version) => version !== undefined && unsafeInDfu(version));
  const beforeStop = old || !named ? feedLowVoltage(place, old) : undefined;
  return { findings: [], stopping, beforeStop };
}

/** `old`: the version of a board that is known to be one up to v3.4. */
function feedLowVoltage(place: ChipKey, old?: BoardVersion): ManualStep {
  const consent = { what: 'supply-removed', serial: consentName(place) } as const;
  const text = message('probe.feed-low-voltage', { board: old?.name });
  return { step: old ? 'feed-low-voltage' : 'feed-low-voltage-if-old', text, consent };
}

// What stopping the firmware over SWD means for a board. Nothing up to there: a chip that is looked at runs on. Pure.

import { consentName } from '../ask/consent.ts';
import { type Finding, warning } from '../ask/findings.ts';
import type { ManualStep } from '../ask/question.ts';
import { message } from '../messages/message.ts';
import { type BoardEvidence, oldBoard, provedBoard } from '../target/board-evidence.ts';
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
  const consent = { what: 'supply-removed', serial: consentName(identity.key) } as const;
  const old = oldBoard(evidence);
  if (old)
    return { step: 'feed-low-voltage', text: message('probe.feed-low-voltage', { board: old.version.name }), consent };
  if (provedBoard(evidence)) return undefined;
  return { step: 'feed-low-voltage-if-old', text: message('probe.feed-low-voltage', {}), consent };
}

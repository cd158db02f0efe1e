// What stopping the firmware over SWD means for a board. Nothing up to there: a chip that is looked at runs on. Pure.

import { consentName } from '../ask/consent.ts';
import { type Finding, warning } from '../ask/findings.ts';
import type { ManualStep } from '../ask/question.ts';
import { type BoardEvidence, oldBoard, provedBoard } from '../target/board-evidence.ts';
import type { Hazards } from '../target/hazards.ts';

const letsGo =
  'The board is reset before anything is changed and again at the end: a motor that holds a load releases it, and startup flags may move it afterwards.';

/** `runs`: the core executes something, as far as is known. */
export function swdHazards(evidence: BoardEvidence, { runs }: { readonly runs: boolean }): Hazards {
  const moves: Finding[] = runs && !evidence.idle ? [warning('axes', letsGo)] : [];
  return { findings: [], stopping: moves, beforeStop: stepBefore(evidence) };
}

const how = 'Remove the DC supply, then power the board with 3.3 V or 5 V from one source.';

/**
 * The gates of the brake transistors of a board up to v3.4 float while its chip is stopped. What is not proved to be a newer
 * board may be one.
 */
function stepBefore(evidence: BoardEvidence): ManualStep | undefined {
  const { identity } = evidence;
  if (!identity) return undefined;
  const consent = { what: 'supply-removed', serial: consentName(identity.key) } as const;
  const old = oldBoard(evidence);
  if (old) {
    const text = `While the chip of an ODrive ${old.version.name} is stopped, the gates of its brake transistors float, and a DC supply can be shorted. ${how}`;
    return { step: 'feed-low-voltage', text, consent };
  }
  if (provedBoard(evidence)) return undefined;
  const text = `The board version is unknown. While the chip of a board up to v3.4 is stopped, the gates of its brake transistors float, and a DC supply can be shorted. If it is one: ${how} If it is newer, pass --board with its version instead.`;
  return { step: 'feed-low-voltage-if-old', text, consent };
}

// What stopping the firmware over SWD means for a board. Nothing up to there: a chip that is looked at runs on. Pure.

import { type Finding, warning } from '../ask/findings.ts';
import { type BoardEvidence, oldBoard } from '../target/board-evidence.ts';
import type { Hazards } from '../target/hazards.ts';

const letsGo =
  'The board is reset before anything is changed and again at the end: a motor that holds a load releases it, and startup flags may move it afterwards.';

/** `runs`: the core executes something, as far as is known. */
export function swdHazards(evidence: BoardEvidence, { runs }: { readonly runs: boolean }): Hazards {
  const old = oldBoard(evidence);
  const stopping: Finding[] = [];
  if (old) {
    const { name } = old.version;
    const text = `While its chip is stopped, the gates of the brake transistors of an ODrive ${name} float. Remove its DC supply now, and power it with 3.3 V or 5 V from one source.`;
    stopping.push(warning('unsafe-board', text, { board: name, witness: old.witness }));
  }
  if (runs) stopping.push(warning('axes', letsGo));
  return { findings: [], stopping };
}

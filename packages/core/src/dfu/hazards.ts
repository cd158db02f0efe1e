// What DFU mode can do to a board. Up to v3.4 the ROM switches on both transistors of the brake resistor, a short across the DC
// supply, as long as it runs. OTP decides; where it is silent, a source that says v3.4 or older is
// believed. Pure.

import { consentName, consentText } from '../ask/consent.ts';
import { type Finding, needsConsent, stop } from '../ask/findings.ts';
import { unsafeInDfu } from '../board/odrive-v3.ts';
import { message } from '../messages/message.ts';
import { type BoardEvidence, type OldBoard, oldBoard, proofOf, provedBoard } from '../target/board-evidence.ts';
import type { Hazards, UrgentStep } from '../target/hazards.ts';
import type { Identity } from '../target/identity.ts';

/** Without an identity only what a person does at once is reported. */
export function dfuHazards(evidence: BoardEvidence): Hazards {
  const { identity } = evidence;
  const urgent = supplyStep(evidence);
  const unsafe = oldBoard(evidence);
  if (!identity || !unsafe) return { urgent, findings: [] };
  const consent = { what: 'unsafe-dfu', serial: consentName(identity.key) } as const;
  return { urgent, consent, findings: [unsafeFinding({ ...evidence, identity }, unsafe, consent)] };
}

/** What the first line of every command is about, for a board that was found in DFU mode. */
export type SupplyStep = 'remove-dc-supply' | 'remove-dc-supply-if-old';

export const supplySteps: Readonly<Record<SupplyStep, UrgentStep>> = {
  'remove-dc-supply': { step: 'remove-dc-supply', text: message('step.remove-dc-supply'), certain: true },
  'remove-dc-supply-if-old': {
    step: 'remove-dc-supply-if-old',
    text: message('step.remove-dc-supply-if-old'),
    certain: false,
  },
};

/** Whether that human step is to remove the DC supply of the board. */
export function isSupplyStep(step: string): step is SupplyStep {
  return Object.hasOwn(supplySteps, step);
}

/** Nothing only where it is proved that DFU mode does no harm. */
function supplyStep(evidence: BoardEvidence): UrgentStep | undefined {
  const { identity, named, running } = evidence;
  if (!identity) return supplySteps[named && unsafeInDfu(named) ? 'remove-dc-supply' : 'remove-dc-supply-if-old'];
  if (!identity.board.known && identity.board.why === 'not-an-f405') return undefined;
  if (oldBoard(evidence)) return supplySteps['remove-dc-supply'];
  // Firmware that ran has said which board it is, and would not have left for DFU mode on an old one.
  return proofOf(identity) || running ? undefined : supplySteps['remove-dc-supply-if-old'];
}

function unsafeFinding(
  evidence: BoardEvidence & { readonly identity: Identity },
  { version, witness }: OldBoard,
  consent: { readonly what: 'unsafe-dfu'; readonly serial: string },
): Finding {
  const text = message('dfu.unsafe-board', { board: version.name, witness });
  const details = { board: version.name, witness };
  if (!provedBoard(evidence)) {
    const next = message('next.name-old-board-and-consent', { consent: consentText(consent) });
    return stop('unsafe-board', 'unsafe-board', text, { ...details, consent: consentText(consent) }, next);
  }
  return needsConsent('unsafe-board', consent, text, { error: 'unsafe-board', details });
}

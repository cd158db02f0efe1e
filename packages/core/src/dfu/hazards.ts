// What DFU mode can do to a board. Up to v3.4 the ROM switches on both transistors of the brake resistor, a short across the DC
// supply, as long as it runs. OTP decides; where it is silent, whoever says v3.4 or older is
// believed. Pure.

import { consentName, consentText } from '../ask/consent.ts';
import { type Finding, needsConsent, stop } from '../ask/findings.ts';
import { unsafeInDfu } from '../board/odrive-v3.ts';
import { type BoardEvidence, type OldBoard, oldBoard, proofOf, provedBoard } from '../target/board-evidence.ts';
import type { Hazards, UrgentStep } from '../target/hazards.ts';
import type { Identity } from '../target/identity.ts';

/** Without an identity only what a person does at once is told. */
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
  'remove-dc-supply': { step: 'remove-dc-supply', text: 'Remove the DC supply now.', certain: true },
  'remove-dc-supply-if-old': {
    step: 'remove-dc-supply-if-old',
    text: 'v3.4 or older? Remove the DC supply now.',
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

const reasons: Readonly<Record<OldBoard['witness'], (name: string) => string>> = {
  otp: () => '',
  named: () => '',
  running: (name) =>
    `The firmware that ran on the board is built for the ODrive ${name}, and OTP does not confirm another version. `,
  installed: (name) =>
    `The firmware in the flash is built for the ODrive ${name}, and OTP does not confirm another version. `,
};

function unsafeFinding(
  evidence: BoardEvidence & { readonly identity: Identity },
  { version, witness }: OldBoard,
  consent: { readonly what: 'unsafe-dfu'; readonly serial: string },
): Finding {
  const danger = `DFU mode can destroy an ODrive ${version.name}: if its DC supply is on, remove it now.`;
  const text = `${reasons[witness](version.name)}${danger}`;
  const details = { board: version.name, witness };
  if (!provedBoard(evidence)) {
    const next = `Remove the DC supply. Boards up to v3.4 are flashed with an ST-Link: odflash flash FILE --via stlink. To work on it over USB, pass the version printed on the board with --board and --consent ${consentText(consent)}.`;
    return stop('unsafe-board', 'unsafe-board', text, { ...details, consent: consentText(consent) }, next);
  }
  return needsConsent('unsafe-board', consent, text, { error: 'unsafe-board', details });
}

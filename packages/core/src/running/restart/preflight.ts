// What can be said against taking a board to DFU mode or restarting it, from what its firmware says of it. Pure. In DFU mode the
// engine looks again, with better evidence.

import { type Consent, sameConsent } from '../../ask/consent.ts';
import { type Finding, needsConsent, ok, stop, warning } from '../../ask/findings.ts';
import { boardHint } from '../../board/board-hint.ts';
import { type BoardVersion, canBeSameBoard, unsafeInDfu } from '../../board/odrive-v3.ts';
import { type Message, type MessageParameters, message } from '../../messages/message.ts';
import type { AxisEvidence, RuntimeEvidence } from '../../odrive/identity.ts';

export interface RunningQuestion {
  readonly evidence: RuntimeEvidence;
  /** The version a person read off the board. */
  readonly named?: BoardVersion | undefined;
  /** Consents given with the request. */
  readonly consent?: readonly Consent[] | undefined;
  readonly disarm?: boolean | undefined;
}

/** The version the update is made for: a person's word counts where there is no proof. */
export function versionOf({ evidence, named }: RunningQuestion): BoardVersion | undefined {
  const { hardware } = evidence;
  return hardware.evidence === 'proof' ? hardware.version : (named ?? hardware.version);
}

/** Which board it is, and whether it may be in DFU mode at all. */
export function checkRunningBoard(question: RunningQuestion): Finding[] {
  const unsafe = checkSafety(question);
  // On such a board nothing else matters.
  return unsafe.some(({ level }) => level === 'stop') ? unsafe : [checkVersion(question), ...unsafe];
}

/** Which board it is, by its firmware's word. */
export function checkVersion(question: RunningQuestion): Finding {
  const { evidence, named } = question;
  const { hardware } = evidence;
  const version = versionOf(question);
  if (!version)
    return stop('board', 'board-unknown', message('running.version-not-reported'), { why: 'not-told' }, boardHint());
  const { name } = version;
  if (named && hardware.version && !canBeSameBoard(named, hardware.version))
    return contradiction(question, named, hardware.version);
  if (hardware.evidence === 'proof')
    return ok('board', message('preflight.board', { board: name, evidence: 'otp' }), {
      board: name,
      evidence: 'proof',
    });
  if (named)
    return ok('board', message('preflight.board', { board: name, evidence: 'named' }), {
      board: name,
      evidence: 'named',
    });
  if (hardware.otpBlank)
    return stop(
      'board',
      'board-unknown',
      message('running.version-not-confirmed', { board: name }),
      { why: 'otp-blank', claimed: name },
      boardHint({ version, firmware: 'running' }),
    );
  return ok('board', message('running.version-reported', { board: name }), { board: name, evidence: 'claim' });
}

/** What a person named and the board says it is not; nothing where they agree, or either is silent. */
export function checkNamed(question: RunningQuestion): Finding[] {
  const { evidence, named } = question;
  const said = evidence.hardware.version;
  return named && said && !canBeSameBoard(named, said) ? [contradiction(question, named, said)] : [];
}

/** The person says one version, the firmware another. */
function contradiction({ evidence, consent = [] }: RunningQuestion, named: BoardVersion, said: BoardVersion): Finding {
  const { hardware, serial } = evidence;
  const details = { board: said.name, named: named.name };
  if (hardware.evidence === 'proof')
    return stop('board', 'board-mismatch', message('preflight.otp-contradicts', details), details);
  const wanted: Consent = { what: 'board', serial, version: named.name };
  if (hardware.otpBlank) {
    const text = message('running.version-differs', { ...details, doubt: 'otp-blank' });
    const next = message('next.read-printed-version');
    return needsConsent('board', wanted, text, { error: 'board-mismatch', details, next });
  }
  if (consent.some((given) => sameConsent(given, wanted)))
    return ok('board', message('running.version-differs', details), details);
  // Older firmware does not say what OTP says; in DFU mode OTP decides, or the consent is asked for.
  return warning('board', message('running.version-differs', { ...details, doubt: 'otp-unread' }), details);
}

/**
 * The firmware of a board up to v3.4 does not enter DFU mode: it protects the board, and there is nothing to ask. Firmware
 * of another board would enter it; then the person is listened to.
 */
function checkSafety({ evidence, named }: RunningQuestion): Finding[] {
  const { hardware, serial } = evidence;
  const built = hardware.version;
  if (built && unsafeInDfu(built)) {
    const details = { board: built.name, witness: hardware.evidence === 'proof' ? 'otp' : 'running' };
    const text = message('running.unsafe-board', { board: built.name });
    const next = message('next.flash-unsafe-over-stlink', { wrongFirmware: hardware.evidence !== 'proof' });
    return [stop('unsafe-board', 'unsafe-board', text, details, next)];
  }
  if (!named || !unsafeInDfu(named) || hardware.evidence === 'proof') return [];
  const text = message('running.unsafe-firmware', { board: named.name });
  const details = { board: named.name, witness: 'named' };
  const consent = { what: 'unsafe-dfu', serial } as const;
  const next = message('next.flash-unsafe-over-stlink', { wrongFirmware: false });
  return [needsConsent('unsafe-board', consent, text, { error: 'unsafe-board', details, next })];
}

/** Both axes are idle, or were set to idle after a yes. */
export function checkAxes({ evidence, disarm }: RunningQuestion): Finding {
  const busy = evidence.axes.filter(({ idle }) => !idle);
  if (busy.length === 0) return ok('axes', message('running.axes-idle'));
  const axes = busy.map(({ name }) => name);
  if (!disarm) return stop('axes', 'axis-armed', busyMessage(busy, 'restart'), { axes });
  return warning('axes', busyMessage(busy, 'set-to-idle'), { axes });
}

/** What axes do instead of being idle, and what becomes of their motors. */
export function busyMessage(
  axes: readonly AxisEvidence[],
  effect?: MessageParameters['running.axes-busy']['effect'],
): Message {
  return message('running.axes-busy', { axes: axes.map(({ name, state }) => ({ name, state })), effect });
}

/** Motors that move by themselves after the restart at the end. `hold`: the flags are switched off before; `none`: no such offer. */
export function checkStartup({ evidence }: RunningQuestion, hold: boolean | 'none'): Finding[] {
  const moving = evidence.axes.filter(({ startup }) => startup.length > 0);
  if (moving.length === 0) return [];
  const axes = moving.map(({ name }) => name);
  const flags = moving.flatMap(({ startup }) => startup);
  if (hold === true) return [ok('startup', message('running.startup-off', { flags }), { axes, flags })];
  const text = message('running.startup-moves', { axes, flags, hold: hold !== 'none' });
  return [warning('startup', text, { axes, flags })];
}

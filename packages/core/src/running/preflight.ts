// What can be said against taking a board to DFU mode or restarting it, from what its firmware says of it. Pure. In DFU mode the
// engine looks again, with better evidence.

import { type Consent, sameConsent } from '../ask/consent.ts';
import { type Finding, needsConsent, ok, stop, warning } from '../ask/findings.ts';
import { boardHint } from '../board/board-hint.ts';
import { type BoardVersion, canBeSameBoard, unsafeInDfu } from '../board/odrive-v3.ts';
import { message } from '../messages/message.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';

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
    return stop(
      'board',
      'board-unknown',
      'The firmware does not report the board version.',
      { why: 'not-told' },
      boardHint(),
    );
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
  if (hardware.otpBlank) {
    const text = `The firmware reports an ODrive ${name}, but OTP is blank: this is not confirmed.`;
    return stop(
      'board',
      'board-unknown',
      text,
      { why: 'otp-blank', claimed: name },
      boardHint({ version, firmware: 'running' }),
    );
  }
  const text = `ODrive ${name}, as reported by its firmware; OTP is checked in DFU mode.`;
  return ok('board', text, { board: name, evidence: 'claim' });
}

/** The person says one version, the firmware another. */
function contradiction({ evidence, consent = [] }: RunningQuestion, named: BoardVersion, said: BoardVersion): Finding {
  const { hardware, serial } = evidence;
  const details = { board: said.name, named: named.name };
  if (hardware.evidence === 'proof') {
    const text = `OTP says that the board is an ODrive ${said.name}, not the ${named.name} given with --board.`;
    return stop('board', 'board-mismatch', text, details);
  }
  const text = `The firmware reports an ODrive ${said.name}; --board is ${named.name}.`;
  const wanted: Consent = { what: 'board', serial, version: named.name };
  if (hardware.otpBlank) {
    const next = 'Read the version printed on the board.';
    return needsConsent('board', wanted, `${text} OTP confirms neither.`, { error: 'board-mismatch', details, next });
  }
  if (consent.some((given) => sameConsent(given, wanted))) return ok('board', text, details);
  // Older firmware does not tell what OTP says; in DFU mode OTP decides, or the consent is asked for.
  return warning('board', `${text} If it is marked v3.4 or lower, stop here.`, details);
}

const wiring =
  'Flash it with an ST-Link: GND, SWD and SWC to the same pins of J2, 3.3 V of the board to the VCC pin of the ST-Link, which measures it; power the board from one source only (USB does not power it). Then: odflash flash FILE --via stlink.';

/**
 * The firmware of a board up to v3.4 does not enter DFU mode: it protects the board, and there is nothing to ask. Firmware
 * of another board would enter it; then the person is listened to.
 */
function checkSafety({ evidence, named }: RunningQuestion): Finding[] {
  const { hardware, serial } = evidence;
  const built = hardware.version;
  if (built && unsafeInDfu(built)) {
    const details = { board: built.name, witness: hardware.evidence === 'proof' ? 'otp' : 'running' };
    const text = `This is an ODrive ${built.name}, and its firmware does not enter DFU mode: DFU mode can destroy boards up to v3.4, because the bootloader switches on both transistors of the brake resistor, a short across the DC supply. While the firmware runs, the board is safe.`;
    const other =
      hardware.evidence === 'proof'
        ? ''
        : ' If the board is marked v3.5 or higher, it runs the wrong firmware: set its DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle it and run the same command again.';
    return [stop('unsafe-board', 'unsafe-board', text, details, `${wiring}${other}`)];
  }
  if (!named || !unsafeInDfu(named) || hardware.evidence === 'proof') return [];
  const text = `The board runs firmware for another board, which would switch it into DFU mode. DFU mode can destroy an ODrive ${named.name}: its bootloader switches on both transistors of the brake resistor, a short across the DC supply.`;
  const details = { board: named.name, witness: 'named' };
  const consent = { what: 'unsafe-dfu', serial } as const;
  return [needsConsent('unsafe-board', consent, text, { error: 'unsafe-board', details, next: wiring })];
}

/** Both axes idle, or let go of after a yes. */
export function checkAxes({ evidence, disarm }: RunningQuestion): Finding {
  const busy = evidence.axes.filter(({ idle }) => !idle);
  if (busy.length === 0) return ok('axes', 'Both axes are idle.');
  const what = busy.map(({ name, stateName }) => `${name} is in ${stateName}`).join(', ');
  const axes = busy.map(({ name }) => name);
  if (!disarm) return stop('axes', 'axis-armed', `${what}: restarting releases the motor.`, { axes });
  return warning('axes', `${what}: it will be set to IDLE, which releases the motor.`, { axes });
}

/** Motors that move by themselves after the restart at the end. `hold`: the flags are switched off before; `none`: no such offer. */
export function checkStartup({ evidence }: RunningQuestion, hold: boolean | 'none'): Finding[] {
  return evidence.axes
    .filter(({ startup }) => startup.length > 0)
    .slice(0, 1)
    .map(() => {
      const paths = evidence.axes.flatMap(({ startup }) => startup);
      const axes = evidence.axes.filter(({ startup }) => startup.length > 0).map(({ name }) => name);
      const flags = paths.join(', ');
      if (hold === true)
        return ok('startup', `Switched off before the restart (confirmed): ${flags}.`, { axes, flags: paths });
      const text = `The motor of ${axes.join(' and ')} will move by itself after each restart: ${flags}.${hold === 'none' ? '' : ' --hold-startup prevents that.'}`;
      return warning('startup', text, { axes, flags: paths });
    });
}

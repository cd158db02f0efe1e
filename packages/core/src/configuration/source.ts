// A configuration that is put back: where it is from, and what it would write into the board it goes to. Pure.

import type { BoardVersion } from '../board/odrive-v3.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { ConfigurationBackup } from './file/backup-file.ts';
import { planRestore } from './plan.ts';
import type { RestoreTarget, SettingsPlan } from './plan-types.ts';
import type { Origin } from './rules/decide.ts';

/** Common to everything that puts a configuration back. */
export interface RestoreSettings {
  /** Puts `startup_…` flags back as off, so that nothing moves by itself. */
  readonly holdStartup?: boolean | undefined;
  /** Carries a configuration across 0.4 and 0.5, without what has another unit there. */
  readonly forceConfiguration?: boolean | undefined;
}

export interface Source extends RestoreSettings {
  readonly backup: ConfigurationBackup;
  /** Where a person finds it. */
  readonly file: string;
  readonly origin: Origin;
  /** Writes the startup flags of another board, too. */
  readonly withStartup?: boolean | undefined;
  /** A person consented to carry the calibration of another board. */
  readonly calibration?: boolean | undefined;
  /** Values of another variant a person consented to, by path, as they were typed. */
  readonly settings?: ReadonlyMap<string, string> | undefined;
  /** The board its firmware was built for, where that is known of the bytes. */
  readonly image?: BoardVersion | undefined;
  /** The board has just started: what it has is what is stored. Otherwise it is saved even if nothing differs. */
  readonly stored?: boolean | undefined;
  /** False: what is written is lost with the next restart. Default true. */
  readonly save?: boolean | undefined;
  /** Called before the first write. */
  readonly onWrite?: (() => void) | undefined;
}

/** A board as a file or its firmware names it; `blank`: by its firmware only, for OTP says nothing. */
interface NamedBoard {
  readonly name?: string | undefined;
  readonly blank?: boolean | undefined;
}

/** What names the board of a file: the serial number in it or in the name odrivetool gives it, and what was written into it. */
export interface FileFrom {
  readonly file?: string | undefined;
  readonly name?: string | undefined;
  /** Two boards with that serial number are connected. */
  readonly twins: boolean;
  readonly boards?: { readonly file: NamedBoard; readonly own: NamedBoard } | undefined;
}

/** Where a file is from, seen from a board. Clones share serial numbers: of two that are connected none is known by it. */
export function originOf(
  board: string,
  from: FileFrom,
): { readonly origin: Origin; readonly by?: 'file' | 'name' | undefined } {
  const serial = (from.file ?? from.name)?.toUpperCase();
  if (serial === undefined) return { origin: 'unknown' };
  const by = from.file === undefined ? 'name' : 'file';
  if (serial !== board.toUpperCase() || areOtherBoards(from)) return { origin: 'other-chip', by };
  return { origin: from.twins ? 'unknown' : 'same-chip', by };
}

/** OTP does not change; where it is blank the board's name is its firmware's, and changes with it. */
export function areOtherBoards({ boards }: Pick<FileFrom, 'boards'>): boolean {
  if (!boards || boards.file.blank || boards.own.blank) return false;
  const [one, other] = [boards.file.name, boards.own.name];
  return one !== undefined && other !== undefined && one !== other;
}

/** Throws `config-not-restored` where nothing at all can be put back. */
export function planPutBack(source: Source, target: RestoreTarget): SettingsPlan {
  const { backup, origin, holdStartup, withStartup, forceConfiguration, calibration, settings } = source;
  const force = forceConfiguration === true;
  const plan = planRestore({ backup, target, origin, holdStartup, withStartup, force, calibration, settings });
  if (plan.kind === 'plan') return plan;
  const between = { file: source.file, from: plan.file, to: plan.board };
  throw new FlasherError('config-not-restored', message('settings.other-generation', between), {
    details: between,
    next: message('next.restore-same-units', { file: source.file }),
  });
}

// What a restore has made of a file, held against the chip: each value is the file's where that is allowed, a default of the
// file's release become the board's own, or reported as left out; and nothing has come to the board that is refused.

import { type BoardVersion, boardVersion } from '@odflash/core/board';
import { defaultOf, judgeSettings, parseBackup, type RestoredConfiguration } from '@odflash/core/configuration';
import { type ConfigurationValues, defaultConfiguration, storedConfiguration } from '@odflash/virtual';

export interface RestoreCase {
  /** The file that was restored. */
  readonly file: Uint8Array;
  /** The board the file is from, and its release, as far as they are known. */
  readonly from?: { readonly board: string; readonly release: string } | undefined;
  readonly report: RestoredConfiguration;
  /** `v3.6-56V`; what its firmware is. */
  readonly board: string;
  readonly release: string;
  /** The flash before and after. */
  readonly before: Uint8Array;
  readonly flash: Uint8Array;
}

/** Right for one voltage only. */
const byVoltage = [
  'config.dc_bus_overvoltage_trip_level',
  'config.dc_bus_overvoltage_ramp_start',
  'config.dc_bus_overvoltage_ramp_end',
  'config.brake_resistance',
];

/** What 0.5.1 and 0.5.2 have under another name (CHANGELOG.md of odriverobotics/ODrive). */
const newerNames: readonly (readonly [old: RegExp, now: string])[] = [
  [/^config\.enable_uart0?$/, 'config.enable_uart_a'],
  [/^config\.uart0?_baudrate$/, 'config.uart_a_baudrate'],
  [/can_node_id$/, 'can.node_id'],
  [/can_node_id_extended$/, 'can.is_extended'],
  [/can_heartbeat_rate_ms$/, 'can.heartbeat_rate_ms'],
  [/motor\.config\.acim_slip_velocity$/, 'acim_estimator.config.slip_velocity'],
  [/^(axis\d)\.(fet|motor)_thermistor/, '$1.motor.$2_thermistor'],
];

/** Volts a board can measure, or its gate drivers stand. */
const most = (board: BoardVersion): number => (board.voltage === 24 || board.voltage === undefined ? 36.2 : 60);

/** What is wrong with what was restored, if anything is. */
export function brokenSettings(it: RestoreCase): string | undefined {
  const board = boardVersion(it.board);
  if (!board) return undefined;
  const chip = loaded(it.flash, it, board);
  return unaccounted(it) ?? falseReport(it, chip) ?? unexplained(it, board) ?? forbidden(it, board, chip);
}

function loaded(flash: Uint8Array, { release }: RestoreCase, board: BoardVersion): ConfigurationValues {
  return storedConfiguration(flash, release) ?? defaultConfiguration(board, release);
}

function unaccounted({ file, report }: RestoreCase): string | undefined {
  const lists = [report.values, report.skipped, report.refused];
  const told = new Set(lists.flatMap((list) => list.map(({ path }) => path)));
  const isTold = (path: string) => told.has(path) || newerNames.some(([old, now]) => told.has(path.replace(old, now)));
  const silent = [...parseBackup(file).values.keys()].find((path) => !isTold(path));
  return silent && `nothing is said of ${silent}`;
}

function falseReport({ report }: RestoreCase, chip: ConfigurationValues): string | undefined {
  const wrong = report.values.find(({ path, wanted, outcome }) => {
    const claims = outcome === 'already' || outcome === 'written';
    return claims && chip.has(path) && !isSame(chip.get(path), wanted);
  });
  return wrong && `${wrong.path} is said to be ${wrong.wanted}, and is ${chip.get(wrong.path)}`;
}

/** A value that is not the file's: a default that was translated, or something that is off for now. */
function unexplained({ file, from, report, release }: RestoreCase, board: BoardVersion): string | undefined {
  const { values } = parseBackup(file);
  const source = boardVersion(from?.board ?? '');
  const wrong = report.values.find(({ path, wanted }) => {
    const inFile = values.get(path);
    if (inFile === undefined || wanted === false || isSame(inFile, wanted)) return false;
    const isDefault = !from || isSame(defaultOf(path, from.release, source), inFile);
    return !(isDefault && isSame(defaultOf(path, release, board), wanted));
  });
  return wrong && `${wrong.path} became ${wrong.wanted}, the file has ${values.get(wrong.path)}`;
}

function forbidden(it: RestoreCase, board: BoardVersion, chip: ConfigurationValues): string | undefined {
  const before = loaded(it.before, it, board);
  const isNew = (path: string) => !isSame(chip.get(path), before.get(path));
  const limit = { most: most(board), by: 'otp', rated: board.voltage ?? 24 } as const;
  const verdicts = judgeSettings(chip, { release: it.release, limit, minor: board.minor, bus: [] });
  const refused = verdicts.find(
    ({ level, rule, path }) => level === 'refused' && rule !== 'ramp-not-judged' && isNew(path),
  );
  if (refused) return `${refused.path} ${refused.value} has come to the board: ${refused.rule}`;
  const source = boardVersion(it.from?.board ?? '');
  if (!it.from || source?.voltage === board.voltage) return undefined;
  const foreign = byVoltage.find((path) => isNew(path) && !isSame(chip.get(path), defaultOf(path, it.release, board)));
  return foreign && `${foreign} ${chip.get(foreign)} of a ${it.from.board} has come to a ${it.board}`;
}

/** Boards have single-precision floats. References to endpoints are written in another way. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'object' || typeof b === 'object') return true;
  if (typeof a === 'number' && typeof b === 'number') return Object.is(Math.fround(a), Math.fround(b));
  return String(a) === String(b);
}

// odflash info of a board in DFU mode, as a person reads it; one that runs is asked instead. Changes nothing.

import { type BoardReport, type ErrorCode, inspectBoard, isFlasherError } from '@odflash/core';
import { type Combination, knownCombinations, otpStateOf } from '@odflash/core/board';
import { hex32 } from '@odflash/core/bytes';
import type { SectorReport } from '@odflash/core/flash';
import { boardEvidence, type ImageClaims, type VectorVerdict } from '@odflash/core/image';
import type { Identity, OptionBytes } from '@odflash/core/target';
import type { Context } from '../../command-runner.ts';
import type { NamedBoardOptions } from '../../options.ts';
import type { Outcome } from '../../outcome.ts';
import { bytesText, numbersText } from '../../render/format.ts';
import type { Color } from '../../render/paint.ts';
import { say } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { columns, table } from '../../render/table.ts';
import { openEnvironment } from '../../shared/environment.ts';
import { boardRequest } from '../../shared/request.ts';
import { describeRunning } from './describe-running.ts';

const notInDfu: readonly ErrorCode[] = ['not-in-dfu-mode', 'no-device'];

export async function describeBoard(options: NamedBoardOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context);
  try {
    return describe(await inspectBoard(env, boardRequest(options, context)), context);
  } catch (thrown) {
    // One that runs is asked; where none is, that search knows both ways to be there.
    if (!isFlasherError(thrown) || !notInDfu.includes(thrown.code) || options.via === 'stlink') throw thrown;
    return describeRunning(env, options, context);
  }
}

function describe(report: BoardReport, context: Context): Outcome {
  const { identity, findings, sectors, vectors, installed, interrupted, ms, recoveries } = report;
  context.output.data(
    'board',
    { ...identity, findings, contents: sectors, vectors, installed, combinations: combinationsOf(report), interrupted },
    boardText(report, context.output.color),
  );
  return { board: 'untouched', fields: { device: identity.device, ms, recoveries } };
}

const evidence = { otp: 'confirmed by OTP', named: 'from --board' } as const;
const unknown = {
  'not-an-f405': "not an ODrive: the memory layout is not the STM32F405's",
  'layout-untold': 'unknown (the bootloader does not describe its flash)',
  'otp-blank': 'unknown (OTP blank)',
  'otp-foreign': 'unknown (OTP contains something else)',
  'otp-unreadable': 'unknown (OTP cannot be read)',
} as const;

function boardText(report: BoardReport, color: Color): string {
  const { identity, sectors, vectors, installed, interrupted } = report;
  const { device, board } = identity;
  const version = board.known ? `ODrive ${board.version.name} (${evidence[board.evidence]})` : unknown[board.why];
  const rows: [string, string][] = [
    ['Serial number', device.serial ?? 'none'],
    ['USB port', device.path],
    ['Board', version],
    ['Protection', protectionText(identity)],
    ...(identity.optionBytes
      ? [['Brown-out reset', brownOutText(identity.optionBytes)] satisfies [string, string]]
      : []),
    ...(vectors ? [['Vector table', vectorText(vectors, color)] satisfies [string, string]] : []),
    ...(identity.readProtected || !vectors
      ? []
      : [['Firmware', installed?.firmwareVersion ?? 'version unknown'] satisfies [string, string]]),
    ...(installed ? installedRows(installed) : []),
    ...combinationsOf(report).map(({ text }) => ['Compatibility', say(text)] satisfies [string, string]),
    ...(interrupted
      ? [
          ['Interrupted', color('yellow', 'an earlier run was interrupted; flash again to finish it')] satisfies [
            string,
            string,
          ],
        ]
      : []),
  ];
  return `${color('bold', visiblePart(device.product ?? 'Board'))}\n${table(rows)}\n\n${columns(sectors.map((sector) => sectorCells(sector, identity.isF405)))}`;
}

/** What is known of the firmware in the flash on this board. */
function installedRows(installed: ImageClaims): [string, string][] {
  const { board, contradiction, product } = boardEvidence({ claims: installed });
  if (product !== undefined) return [['Built for', `another product: ${say(product)}`]];
  const told = contradiction ?? board;
  return told === undefined ? [] : [['Built for', say(told)]];
}

function combinationsOf({ identity, installed }: BoardReport): readonly Combination[] {
  const { board, otp } = identity;
  return knownCombinations({
    releases: installed?.firmwareVersion === undefined ? [] : [installed.firmwareVersion],
    claimed: true,
    otp: otpStateOf(otp),
    board: board.known ? board.version : undefined,
  });
}

function vectorText({ plausible, why }: VectorVerdict, color: Color): string {
  return plausible ? `${color('green', 'ok')}: ${say(why)}` : color('yellow', say(why));
}

function protectionText({ readProtected, optionBytes, otp }: Identity): string {
  if (!readProtected && !optionBytes && !otp) return 'unknown';
  const level = optionBytes?.readProtection;
  const read = readProtected ? `read-protected${level === undefined ? '' : ` (level ${level})`}` : 'not read-protected';
  if (!optionBytes) return read;
  const locked = optionBytes.writeProtected;
  return locked.length > 0 ? `${read}; sectors ${numbersText(locked)} write-protected` : `${read}, not write-protected`;
}

function brownOutText({ brownOut }: OptionBytes): string {
  return brownOut === 0 ? 'off' : `below ${brownOut} V`;
}

/** Only in the layout of the STM32F405 are the last two sectors the configuration. */
function sectorCells({ sector, content, usedBytes, writeProtected }: SectorReport, isF405: boolean): readonly string[] {
  const use = isF405 && sector.index >= 10 ? 'configuration' : '';
  const what = content === 'used' ? `${bytesText(usedBytes)} used` : content === 'not-read' ? 'not read' : content;
  return [
    `sector ${String(sector.index).padStart(2)}`,
    hex32(sector.address),
    bytesText(sector.length),
    what,
    [use, writeProtected ? 'write-protected' : ''].filter((word) => word !== '').join(', '),
  ];
}

// odflash info of a board in DFU mode, as a person reads it; one that runs is asked instead. Changes nothing.

import { type ErrorCode, inspectBoard, isFlasherError } from '@odflash/core';
import { type Combination, knownCombinations, otpStateOf } from '@odflash/core/board';
import { hex32 } from '@odflash/core/bytes';
import type { BoardReport, SectorReport } from '@odflash/core/flash';
import { boardEvidence, type ImageClaims } from '@odflash/core/image';
import type { Identity, OptionBytes } from '@odflash/core/target';
import type { Context } from '../../command-runner.ts';
import type { NamedBoardOptions } from '../../options.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/color.ts';
import { bytesText, numbersText } from '../../render/format.ts';
import { say, worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { columns, table } from '../../render/table.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { boardRequest } from '../../shared/request.ts';
import { describeRunning } from './describe-running.ts';
import { row, vectorText } from './rows.ts';

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

const evidence = { otp: 'otp', named: 'option' } as const;

function boardText(report: BoardReport, color: Color): string {
  const { identity, sectors, vectors, installed, interrupted } = report;
  const { device, board } = identity;
  const version = board.known
    ? worded('inspected.board', { board: board.version.name, evidence: evidence[board.evidence] })
    : worded('inspected.board-unknown', { why: board.why });
  const rows = [
    row('inspected.row-serial-number', device.serial ?? worded('inspected.none')),
    row('inspected.row-port', device.path),
    row('inspected.row-board', version),
    row('inspected.row-protection', protectionText(identity)),
    row('inspected.row-brown-out', identity.optionBytes && brownOutText(identity.optionBytes)),
    row('inspected.row-vector-table', vectors && vectorText(vectors, color)),
    row('inspected.row-firmware', identity.readProtected || !vectors ? undefined : versionText(installed)),
    row('inspected.row-built-for', installed && builtForText(installed)),
    ...combinationsOf(report).map(({ text }) => row('inspected.row-compatibility', say(text))),
    row('inspected.row-interrupted', interrupted ? color('yellow', worded('inspected.interrupted')) : undefined),
  ].flat();
  const head = visiblePart(device.product ?? worded('inspected.board-in-dfu'));
  return `${color('bold', head)}\n${table(rows)}\n\n${columns(sectors.map((sector) => sectorCells(sector, identity.isF405)))}`;
}

function versionText(installed: ImageClaims | undefined): string {
  return installed?.firmwareVersion ?? worded('inspected.version-unknown');
}

/** The board that the firmware in the flash is for. */
function builtForText(installed: ImageClaims): string | undefined {
  const { board, contradiction, product } = boardEvidence({ claims: installed });
  if (product !== undefined) return worded('inspected.other-product', { product });
  const told = contradiction ?? board;
  return told && say(told);
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

function protectionText({ readProtected: read, optionBytes, otp }: Identity): string {
  if (!read && !optionBytes && !otp) return worded('inspected.unknown');
  const write = optionBytes && numbersText(optionBytes.writeProtected);
  return worded('inspected.protection', { read, level: optionBytes?.readProtection, write });
}

function brownOutText({ brownOut }: OptionBytes): string {
  return worded('inspected.brown-out', { volts: brownOut === 0 ? undefined : brownOut });
}

/** Only in the layout of the STM32F405 are the last two sectors the configuration. */
function sectorCells({ sector, content, usedBytes, writeProtected }: SectorReport, isF405: boolean): readonly string[] {
  const what =
    content === 'used'
      ? worded('inspected.sector-used', { size: bytesText(usedBytes) })
      : worded('inspected.sector-content', { content });
  return [
    worded('inspected.sector', { index: String(sector.index).padStart(2) }),
    hex32(sector.address),
    bytesText(sector.length),
    what,
    isF405 && sector.index >= 10
      ? worded('inspected.sector-of-configuration', { writeProtected })
      : writeProtected
        ? worded('inspected.write-protected')
        : '',
  ];
}

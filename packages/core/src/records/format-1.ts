// Records of format 1, read and never written: a file of the flash (`journal-SERIAL-at-PATH.json`) and one of the update
// (`update-SERIAL-at-PATH.json`), each with the board's serial number as it was shown and its path.

import { chipOf } from '../board/serial.ts';
import { isListOf, isOptional, isSha256, isShortText as isText, type JsonRecord } from '../checks.ts';
import type { BoardRecord } from './board-record.ts';
import { isConfiguration, isRecordSector, isSectorNumber, isStage } from './checks.ts';

/** What stood for a board without a serial number. */
const noSerial = 'unknown';

/** The record in a parsed file of format 1; `undefined` if it is neither of the two. */
export function readFormat1(value: JsonRecord): BoardRecord | undefined {
  const { serial, path } = value;
  if (!isText(serial) || !isText(path)) return undefined;
  const chip = chipOf(serial);
  const board = { chip, serial: chip === undefined && serial !== noSerial ? serial : undefined, path };
  return 'stage' in value ? updateFile(value, board) : flashFile(value, board);
}

type Board = Pick<BoardRecord, 'chip' | 'serial' | 'path'>;

function flashFile(value: JsonRecord, board: Board): BoardRecord | undefined {
  const { undo, undoComplete, sectors, inProgress } = value;
  if (!isOptional(undo, isText) || typeof undoComplete !== 'boolean') return undefined;
  if (!isListOf(sectors, isRecordSector) || !isListOf(inProgress, isSectorNumber)) return undefined;
  const saved = undo === undefined ? undefined : { name: undo, complete: undoComplete };
  return { ...board, begun: '', flash: { undo: saved, sectors, inProgress } };
}

function updateFile(value: JsonRecord, board: Board): BoardRecord | undefined {
  const { stage, image, begun, configuration } = value;
  if (!isStage(stage) || !isSha256(image) || !isText(begun)) return undefined;
  if (!isOptional(configuration, isConfiguration)) return undefined;
  return { ...board, begun, update: { stage, image, configuration } };
}

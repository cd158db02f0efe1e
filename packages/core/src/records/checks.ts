// What a parsed JSON value must be to pass for a piece of a record.

import { sectors } from '../board/stm32f405.ts';
import { isListOf, isObject, isOptional, isSha256, isShortText as isText } from '../checks.ts';
import type { FlashRecord, RecordedConfiguration, RecordedUndo, RecordSector, UpdateRecord } from './board-record.ts';

export const isSectorNumber = (value: unknown): value is number => sectors.some(({ index }) => index === value);

export const isChip = (value: unknown): value is string => typeof value === 'string' && /^[0-9A-F]{12}$/.test(value);

export function isFlash(value: unknown): value is FlashRecord {
  if (!isObject(value)) return false;
  const { image, undo, sectors, inProgress } = value;
  const known = isOptional(image, isSha256) && isOptional(undo, isUndo);
  return known && isListOf(sectors, isRecordSector) && isListOf(inProgress, isSectorNumber);
}

export function isRecordSector(value: unknown): value is RecordSector {
  if (!isObject(value) || !isSectorNumber(value.index)) return false;
  return isOptional(value.old, isSha256) && isSha256(value.next) && isListOf(value.other, isSha256);
}

function isUndo(value: unknown): value is RecordedUndo {
  return isObject(value) && isText(value.name) && typeof value.complete === 'boolean';
}

export function isUpdate(value: unknown): value is UpdateRecord {
  if (!isObject(value) || !isStage(value.stage) || !isSha256(value.image)) return false;
  const known = isOptional(value.release, isText) && isOptional(value.descriptor, isChecksum);
  return known && isOptional(value.configuration, isConfiguration);
}

const isChecksum = (value: unknown): value is number => Number.isInteger(value);

const stages: readonly unknown[] = ['entering', 'writing', 'restoring'] satisfies readonly UpdateRecord['stage'][];

export const isStage = (value: unknown): value is UpdateRecord['stage'] => stages.includes(value);

export function isConfiguration(value: unknown): value is RecordedConfiguration {
  return isObject(value) && isText(value.name) && isSha256(value.sha256);
}

// What a parsed JSON value must be to pass for a piece of a record.

import { sectors } from '../board/stm32f405.ts';
import type { FlashRecord, RecordedConfiguration, RecordedUndo, RecordSector, UpdateRecord } from './board-record.ts';

/** Longer texts are not names, paths or dates. */
const maxText = 1024;

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= maxText;

export const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

export const isSectorNumber = (value: unknown): value is number => sectors.some(({ index }) => index === value);

/** True if `value` is absent or passes. */
export function isOptional<T>(value: unknown, isValue: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || isValue(value);
}

export const isChip = (value: unknown): value is string => typeof value === 'string' && /^[0-9A-F]{12}$/.test(value);

export function isFlash(value: unknown): value is FlashRecord {
  if (!isObject(value)) return false;
  const { image, undo, sectors, inProgress } = value;
  const known = isOptional(image, isHash) && isOptional(undo, isUndo);
  return known && isListOf(sectors, isRecordSector) && isListOf(inProgress, isSectorNumber);
}

export function isRecordSector(value: unknown): value is RecordSector {
  if (!isObject(value) || !isSectorNumber(value.index)) return false;
  return isOptional(value.old, isHash) && isHash(value.next) && isListOf(value.other, isHash);
}

function isUndo(value: unknown): value is RecordedUndo {
  return isObject(value) && isText(value.name) && typeof value.complete === 'boolean';
}

export function isUpdate(value: unknown): value is UpdateRecord {
  if (!isObject(value) || !isStage(value.stage) || !isHash(value.image)) return false;
  const known = isOptional(value.release, isText) && isOptional(value.descriptor, isChecksum);
  return known && isOptional(value.configuration, isConfiguration);
}

const isChecksum = (value: unknown): value is number => Number.isInteger(value);

const stages: readonly unknown[] = ['entering', 'writing', 'restoring'] satisfies readonly UpdateRecord['stage'][];

export const isStage = (value: unknown): value is UpdateRecord['stage'] => stages.includes(value);

export function isConfiguration(value: unknown): value is RecordedConfiguration {
  return isObject(value) && isText(value.name) && isHash(value.sha256);
}

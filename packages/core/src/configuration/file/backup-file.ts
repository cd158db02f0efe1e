// Configuration backups as files: odrivetool's JSON, an object that mirrors the object tree, with NaN and Infinity as
// Python writes them. What odrivetool does not keep (board, firmware, time) stands under one more key at the top level:
// its restore walks the keys, reports one it does not know ("property not found on device") and continues.

import { FlasherError } from '../../errors.ts';
import { type Message, message } from '../../messages/message.ts';
import {
  isJsonObject,
  JsonError,
  type JsonObject,
  type JsonValue,
  parseJson,
  writeJson,
} from '../../odrive/descriptor/json.ts';

/** Where a configuration came from. Files of odrivetool give no information about this. */
export interface BackupOrigin {
  /** 12 upper-case hexadecimal digits. */
  readonly serial?: string | undefined;
  /** `v3.6-56V`. */
  readonly board?: string | undefined;
  /** `0.5.6`. */
  readonly firmware?: string | undefined;
  /** When it was taken, ISO 8601. */
  readonly taken?: string | undefined;
  /** OTP of the board was blank: `board` is what its firmware was built for. */
  readonly otpBlank?: boolean | undefined;
  /** Checksum of the firmware's descriptor, 16 bits: identifies the release better than its number. */
  readonly descriptor?: number | undefined;
}

/** A configuration as it is kept in a file: values by path, and where they come from. */
export interface ConfigurationBackup {
  readonly origin: BackupOrigin;
  /** What the file has under each path, in the file's order. */
  readonly values: ReadonlyMap<string, JsonValue>;
}

/** The key that holds the origin. */
const originKey = 'odflash';
const originFields = ['serial', 'board', 'firmware', 'taken'] as const;
/** Where a configuration begins; files of other programs have other names there. */
const roots = /^(config|can|axis\d+)\./;
/** The name odrivetool's shell and some programs put before everything. */
const deviceName = /^(odrv|dev|my_drive)\d*$/;
const devicePrefix = /^(odrv|dev)\d+\./;
const formatVersion = 1;

/** A configuration has some 400 values; these leave room and keep hostile files small. */
export const backupLimits = { maxLength: 1_048_576, maxDepth: 24, maxValues: 16_384 } as const;

/** The text of a backup file. */
export function formatBackup(backup: ConfigurationBackup): string {
  const root = new Map<string, JsonValue>();
  for (const [path, value] of backup.values) place(root, path.split('.'), value);
  const origin = new Map<string, JsonValue>([['format', formatVersion]]);
  for (const field of originFields) {
    const value = backup.origin[field];
    if (value !== undefined) origin.set(field, value);
  }
  const { otpBlank, descriptor } = backup.origin;
  if (otpBlank) origin.set('otpBlank', true);
  if (descriptor !== undefined) origin.set('descriptor', descriptor);
  root.set(originKey, origin);
  return `${writeJson(root)}\n`;
}

function place(object: Map<string, JsonValue>, names: readonly string[], value: JsonValue): void {
  const [name = '', ...rest] = names;
  if (rest.length === 0) {
    object.set(name, value);
    return;
  }
  const existing = object.get(name);
  const inner = isJsonObject(existing) ? new Map(existing) : new Map<string, JsonValue>();
  place(inner, rest, value);
  object.set(name, inner);
}

/** Reads a backup of odrivetool or of {@link formatBackup}. Throws FlasherError `bad-file`. */
export function parseBackup(file: Uint8Array): ConfigurationBackup {
  const root = readRoot(file);
  if (root.has('presets') || root.has('exportInfo')) throw badFile(message('backup.preset'));
  const isOurs = root.has(originKey);
  if ((numberIn(root.get(originKey), 'format') ?? 0) > formatVersion) throw badFile(message('backup.newer'));
  const boards = isOurs ? [] : boardsIn(root);
  if (boards.length > 1) throw badFile(message('backup.several-boards', { names: boards }));
  const values = new Map<string, JsonValue>();
  for (const [name, value] of root) {
    if (name === originKey) continue;
    // `odrv0` before everything, as an object or in each name, is no part of a path.
    if (!isOurs && deviceName.test(name) && isJsonObject(value))
      for (const [inner, content] of value) flatten(content, inner, values);
    else flatten(value, isOurs ? name : name.replace(devicePrefix, ''), values);
  }
  const paths = [...values.keys()].filter(isConfigurationPath);
  if (paths.length === 0) throw badFile(message('backup.nothing-of-odrive'));
  if (!isOurs && !paths.some((path) => roots.test(path))) throw badFile(message('backup.other-program'));
  return { origin: readOrigin(root.get(originKey)), values };
}

/** True if an object named `config` is on the way to the value. */
export function isConfigurationPath(path: string): boolean {
  return path.split('.').slice(0, -1).includes('config');
}

/** The names of boards that stand before everything: parts of two boards mixed are the configuration of none. */
function boardsIn(root: JsonObject): readonly string[] {
  const names = Array.from(root, ([name, value]) =>
    deviceName.test(name) && isJsonObject(value) ? name : devicePrefix.exec(name)?.[0].slice(0, -1),
  );
  return [...new Set(names)].filter((name) => name !== undefined);
}

function readRoot(file: Uint8Array): JsonObject {
  // Every character is at least one byte, so this also limits the text.
  if (file.length > backupLimits.maxLength)
    throw badFile(message('backup.too-long', { bytes: backupLimits.maxLength }));
  const text = textOfFile(file);
  try {
    const root = parseJson(text, backupLimits);
    if (isJsonObject(root)) return root;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (pythonText.test(text)) throw badFile(message('backup.printed-dictionary'));
    throw badFile(error.text, error);
  }
  throw badFile(message('backup.no-object'));
}

/** How Python prints a dictionary: single quotation marks. */
const pythonText = /^\uFEFF?\s*(OrderedDict\(|dict\()?\(?\{\s*'/;

/** UTF-8, or UTF-16 as PowerShell and Notepad save it, with or without a byte order mark. */
export function textOfFile(file: Uint8Array): string {
  const [first, second] = file;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(file);
  if (first !== 0 && second === 0) return new TextDecoder('utf-16le').decode(file);
  if (first === 0 && second !== 0 && second !== undefined) return new TextDecoder('utf-16be').decode(file);
  return new TextDecoder().decode(file);
}

function flatten(value: JsonValue, path: string, values: Map<string, JsonValue>): void {
  if (isJsonObject(value)) {
    for (const [name, inner] of value) flatten(inner, `${path}.${name}`, values);
    return;
  }
  const before = values.get(path);
  if (before !== undefined && writeJson(before) !== writeJson(value))
    throw badFile(message('backup.two-values', { path }));
  values.set(path, value);
  if (values.size > backupLimits.maxValues)
    throw badFile(message('backup.too-many-values', { values: backupLimits.maxValues }));
}

function numberIn(value: JsonValue | undefined, key: string): number | undefined {
  const found = isJsonObject(value) ? value.get(key) : undefined;
  return typeof found === 'number' ? found : undefined;
}

function readOrigin(value: JsonValue | undefined): BackupOrigin {
  if (!isJsonObject(value)) return {};
  const entries = originFields.flatMap((field) => {
    const text = value.get(field);
    return typeof text === 'string' ? [[field, text.slice(0, 64)] as const] : [];
  });
  const descriptor = numberIn(value, 'descriptor');
  const isChecksum = descriptor !== undefined && descriptor >= 0 && descriptor <= 0xffff;
  return {
    ...Object.fromEntries(entries),
    otpBlank: value.get('otpBlank') === true || undefined,
    descriptor: isChecksum ? descriptor : undefined,
  };
}

function badFile(reason: Message, cause?: unknown): FlasherError {
  return new FlasherError('bad-file', message('backup.invalid', { reason }), {
    details: { reason },
    next: message('next.choose-backup'),
    cause,
  });
}

/** The serial number in a file name like odrivetool's `odrive-config-356933603436.json`. */
export function serialInFileName(name: string): string | undefined {
  return /odrive-config-([0-9A-Fa-f]{12})\b/.exec(name)?.[1]?.toUpperCase();
}

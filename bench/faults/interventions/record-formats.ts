// Records as other versions of odflash write them, made of those that are on the disk. What the formats look like is
// written down here again on purpose: files of released versions do not change with the engine.

type Files = ReadonlyMap<string, Uint8Array | undefined>;

const parsed = (bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const written = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The next format, with something in it that today's does not know. */
export function asNewer(name: string, bytes: Uint8Array): Files | undefined {
  const record = parsed(bytes);
  return record && new Map([[name, written({ ...record, version: 3, program: '9.0.0', chips: [] })]]);
}

const second = (name: string): string => name.replace(/\.json$/, '-2.json');

/**
 * The record, and the same again: of format 1 as if of another port, of format 2 under a name that is free. `isTaken`: there
 * is a file of that name.
 */
export function copied(name: string, bytes: Uint8Array, isTaken: (name: string) => boolean): Files | undefined {
  const record = parsed(bytes);
  if (!record) return undefined;
  const elsewhere = /-at-.*(?=\.json$)/;
  if (!elsewhere.test(name)) {
    let free = second(name);
    while (isTaken(free)) free = second(free);
    return new Map([[free, bytes]]);
  }
  return new Map([[name.replace(elsewhere, '-at-1-9'), written({ ...record, path: '1-9' })]]);
}

/**
 * Two files of format 1 for one of format 2: `journal-SERIAL-at-PATH.json` of the flash and `update-SERIAL-at-PATH.json` of
 * the update. `undefined` for one that is of format 1 already.
 */
export function asFormat1(name: string, bytes: Uint8Array): Files | undefined {
  const record = parsed(bytes);
  if (record?.version !== 2) return undefined;
  const { chip, serial = chip ?? 'unknown', path, flash, update, begun } = record;
  const board = { version: 1, serial, path };
  const place = `${String(serial)}-at-${String(path)}.json`.replaceAll(/[^A-Za-z0-9.-]/g, '_');
  const files = new Map<string, Uint8Array | undefined>([[name, undefined]]);
  if (isObject(flash)) {
    const { undo, sectors, inProgress } = flash;
    const saved = isObject(undo) ? { undo: undo.name, undoComplete: undo.complete } : { undoComplete: false };
    const inHand = Array.isArray(inProgress) ? inProgress : [];
    const isSpokenOf = (sector: unknown) => isRewritten(sector) || (isObject(sector) && inHand.includes(sector.index));
    const spoken = Array.isArray(sectors) ? sectors.filter(isSpokenOf) : [];
    files.set(`journal-${place}`, written({ ...board, ...saved, sectors: spoken, inProgress }));
  }
  if (isObject(update)) {
    const { stage, image, configuration } = update;
    files.set(`update-${place}`, written({ ...board, stage, image, begun, configuration }));
  }
  return files;
}

/** Format 1 spoke only of sectors that a run was about to rewrite. */
const isRewritten = (sector: unknown): boolean =>
  isObject(sector) && !(sector.old === sector.next && Array.isArray(sector.other) && sector.other.length === 0);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

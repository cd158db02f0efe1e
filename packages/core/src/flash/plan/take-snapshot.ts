// Reads what is on the chip before anything changes: which sectors hold what is wanted already, and the bytes that the
// undo backup and kept configuration need. Reads no byte that is not needed, and none twice but kept configuration.

import type { Sector } from '../../board/stm32f405.ts';
import { type Block, cut, endOf, firstDifference, type Range } from '../../bytes.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { type Session, withRetry } from '../open/session.ts';
import { compareBlocks, type Purpose, readMs, readRange } from '../reading.ts';
import { holdsVectors, vectorBytes } from '../run/vectors.ts';
import { type DesiredSector, namedBytes, spanOf } from './desired.ts';
import type { SectorSnapshot, Snapshot } from './snapshot.ts';

export interface SnapshotOptions {
  /** Read every sector that will be rewritten whole, for the undo backup; else stop at the first difference. */
  readonly backup: boolean;
  /** Sectors to read whole in any case, because a journal names them. */
  readonly whole: readonly Sector[];
}

/** How many bytes are looked at before the rest of a sector, in bytes: one block. */
const firstBlock = 2048;

/** One sector to look at. Without `wanted` only a journal asks for it. */
interface Job {
  readonly sector: Sector;
  readonly wanted?: DesiredSector | undefined;
  /** What has to be known byte for byte; absent where an answer equal or not will do. */
  readonly range?: Range | undefined;
  /** The bytes will be written back, so they are read twice. */
  readonly twice: boolean;
}

/** What is known of a sector so far. */
interface Look {
  readonly sector: Sector;
  readonly equal: boolean;
  readonly known?: Block | undefined;
}

/** Looks at every wanted sector. Announces the most it may have to read, and takes back what it did not need. */
export async function takeSnapshot(
  session: Session,
  wanted: readonly DesiredSector[],
  options: SnapshotOptions,
): Promise<Snapshot> {
  const jobs = jobsFor(wanted, options);
  announce(session, jobs, options.backup);
  const vectors = await readRange(session, vectorBytes, { phase: 'inspect' });
  const looks: Look[] = [];
  for (const job of jobs) looks.push(await look(session, job));
  const sectors = options.backup ? await completeRewritten(session, looks) : looks;
  session.meter.settle('inspect');
  return { vectors, sectors: new Map(sectors.map((sector) => [sector.sector.index, snapshotOf(sector)])) };
}

function jobsFor(wanted: readonly DesiredSector[], { backup, whole }: SnapshotOptions): Job[] {
  const jobs = wanted.map((item): Job => {
    const { sector } = item;
    const kept = item.gaps === 'keep' && namedBytes(item) < sector.length;
    const all = kept || whole.some(({ index }) => index === sector.index);
    const range = all ? sector : backup ? spanOf(item) : undefined;
    return { sector, wanted: item, twice: kept, range };
  });
  const others = whole.filter((sector) => !wanted.some((item) => item.sector.index === sector.index));
  return [...jobs, ...others.map((sector): Job => ({ sector, range: sector, twice: false }))];
}

function announce(session: Session, jobs: readonly Job[], backup: boolean): void {
  const lengths = jobs.map(({ sector, wanted, range, twice }) => {
    if (twice) return 2 * sector.length;
    return backup || !wanted ? sector.length : (range?.length ?? spanOf(wanted).length);
  });
  const bytes = lengths.reduce((sum, length) => sum + length, vectorBytes.length);
  const ms = lengths.reduce((sum, length) => sum + readMs(session, length), readMs(session, vectorBytes.length));
  session.meter.announce('inspect', ms);
  session.emit({ type: 'inspecting', bytes, ms });
}

async function look(session: Session, { sector, wanted, range, twice }: Job): Promise<Look> {
  const purpose: Purpose = { phase: 'inspect', sector: sector.index };
  if (!range) return { sector, equal: !wanted || (await holds(session, wanted, purpose)) };
  const data = twice ? await readTwice(session, range, purpose) : await readRange(session, range, purpose);
  const known = { address: range.address, data };
  return { sector, equal: !wanted || wanted.named.every((block) => includes(known, block)), known };
}

/** Reading kept configuration wrongly would write it back wrongly. */
function readTwice(session: Session, range: Range, purpose: Purpose): Promise<Uint8Array> {
  return withRetry(session, async () => {
    const data = await readRange(session, range, purpose);
    const mismatch = await compareBlocks(session, [{ address: range.address, data }], purpose);
    if (mismatch) throw new FlasherError('unexpected-reply', message('flash.reads-differ'));
    return data;
  });
}

/**
 * Compares without keeping anything, the first bytes by themselves: where firmware differs they show it already. A wrong
 * no, from a reply damaged on its way, costs a sector written again, so it is not asked again.
 */
async function holds(session: Session, wanted: DesiredSector, purpose: Purpose): Promise<boolean> {
  const [first, ...others] = wanted.named;
  if (!first) return true;
  const start = { address: first.address, data: first.data.subarray(0, firstBlock) };
  const found = await readRange(session, { address: start.address, length: start.data.length }, purpose);
  if (firstDifference(found, start.data) !== -1) return false;
  const rest = { address: endOf(start), data: first.data.subarray(firstBlock) };
  if (rest.data.length > 0 && (await compareBlocks(session, [rest], purpose))) return false;
  if (others.length === 0) return true;
  const range = spanOf({ ...wanted, named: others });
  const known = { address: range.address, data: await readRange(session, range, purpose) };
  return others.every((block) => includes(known, block));
}

function includes(known: Block, block: Block): boolean {
  const found = cut(known, { address: block.address, length: block.data.length });
  return found !== undefined && firstDifference(found.data, block.data) === -1;
}

/** Reads the rest of each sector that will be rewritten. */
async function completeRewritten(session: Session, looks: readonly Look[]): Promise<Look[]> {
  if (looks.every(({ equal }) => equal)) return [...looks];
  const complete: Look[] = [];
  for (const item of looks) {
    const rewritten = !item.equal || holdsVectors(item.sector);
    complete.push(rewritten && item.known ? await readRest(session, item, item.known) : item);
  }
  return complete;
}

async function readRest(session: Session, item: Look, known: Block): Promise<Look> {
  const { sector } = item;
  const data = new Uint8Array(sector.length);
  data.set(known.data, known.address - sector.address);
  const rests: readonly Range[] = [
    { address: sector.address, length: known.address - sector.address },
    { address: endOf(known), length: endOf(sector) - endOf(known) },
  ];
  for (const rest of rests.filter(({ length }) => length > 0))
    data.set(await readRange(session, rest, { phase: 'inspect', sector: sector.index }), rest.address - sector.address);
  return { ...item, known: { address: sector.address, data } };
}

function snapshotOf({ sector, equal, known }: Look): SectorSnapshot {
  return { sector, equal, bytes: known?.data.length === sector.length ? known.data : undefined };
}

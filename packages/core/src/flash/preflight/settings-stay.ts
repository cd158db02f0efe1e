// The settings on the board when other firmware comes: a flash leaves them where they are, and older firmware, or firmware
// that counts in other units, reads them otherwise. Said only where both releases are known.

import { type Finding, warning } from '../../ask/findings.ts';
import { firmwareSectors } from '../../board/odrive-v3.ts';
import { type Block, endOf, isErased } from '../../bytes.ts';
import { releasesOfFile } from '../../configuration/file/file-release.ts';
import { imageClaims } from '../../image/evidence/claims.ts';
import type { MemoryImage } from '../../image/memory-image.ts';
import { vectorTable } from '../../image/vector.ts';
import { type Message, message } from '../../messages/message.ts';
import { generationOfImage } from '../../odrive/descriptor/image-tree.ts';
import { generationOfText } from '../../odrive/firmware-version.ts';
import { releaseRank } from '../../odrive/release-order.ts';
import type { Session } from '../open/session.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import { readMs, readRange } from '../reading.ts';
import { type InterruptedRun, withKept } from '../records/interrupted-run.ts';
import { type Releases, releasesTold } from './image-releases.ts';
import { holdsConfiguration } from './startup-unknown.ts';

/**
 * One warning at most. The firmware on the board is read for it only where the image itself shows its release; otherwise what
 * was read before has to do. `unsaved`: a dry run, which has read no undo backup and must say what the real run would.
 */
export async function settingsThatStay(
  session: Session,
  image: MemoryImage,
  snapshot: Snapshot,
  { unsaved, past }: { readonly unsaved: boolean; readonly past: InterruptedRun | undefined },
): Promise<Finding[]> {
  // What an interrupted run left is two firmwares: the one that saved the settings is in its undo backup, or not known.
  if (!past?.undo && !vectorTable(snapshot.vectors).plausible) return [];
  const told = releasesTold(image);
  const next = told.length > 0 ? told : releasesWithoutTree(image);
  if (next.length === 0) return [];
  const { sectors } = withKept(snapshot, past);
  const known = new Map([...sectors].flatMap(([index, { bytes }]) => (bytes ? [[index, bytes]] : [])));
  const text = stayText(await releasesOnBoard(session, known, told.length > 0 || unsaved), next);
  if (text === undefined || !(await holdsConfiguration(session, known))) return [];
  return [warning('installed', text)];
}

async function releasesOnBoard(
  session: Session,
  known: ReadonlyMap<number, Uint8Array>,
  mayRead: boolean,
): Promise<Releases> {
  const segments = await firmwareOnBoard(session, known, mayRead);
  const firmware = { format: 'raw', segments, notes: [], claims: imageClaims(segments) } as const;
  const told = releasesTold(firmware);
  // What was not read may hold the tree.
  return told.length > 0 || !mayRead ? told : releasesWithoutTree(firmware);
}

/** ODrive's own firmware without the text of a tree is 0.4, which makes it while it runs. */
function releasesWithoutTree(image: MemoryImage): Releases {
  return generationOfImage(image) === '0.4' ? releasesOfFile({}, ['axis0.config.counts_per_step']) : [];
}

function stayText(before: Releases, after: Releases): Message | undefined {
  const [oldest, newest] = [before[0], after.at(-1)];
  if (oldest === undefined || newest === undefined) return undefined;
  const names = { from: namesOf(before), to: namesOf(after) };
  if (generationOfText(oldest) !== generationOfText(newest))
    return message('preflight.settings-of-other-generation', names);
  if ((releaseRank(newest) ?? 0) >= (releaseRank(oldest) ?? 0)) return undefined;
  return message('preflight.settings-of-newer', names);
}

/** Two at most, or the family of all of them. */
function namesOf(releases: Releases): readonly string[] {
  return releases.length <= 2 ? releases : [generationOfText(releases[0] ?? '') ?? ''];
}

/** Of a sector that begins erased nothing more is read. */
const firstBlock = 2048;

/** Up to the last sector that is not erased: those behind it say nothing, and searching them takes longer than the rest. */
async function firmwareOnBoard(
  session: Session,
  known: ReadonlyMap<number, Uint8Array>,
  mayRead: boolean,
): Promise<Block[]> {
  const parts: Block[] = [];
  for (const { index, address, length } of firmwareSectors) {
    const data = known.get(index) ?? (mayRead ? await readSector(session, address, length) : undefined);
    if (data && !isErased(data)) parts.push({ address, data });
  }
  const start = firmwareSectors[0]?.address ?? 0;
  const last = parts.at(-1);
  const data = new Uint8Array(last ? endOf(last) - start : 0).fill(0xff);
  for (const part of parts) data.set(part.data, part.address - start);
  return [{ address: start, data }];
}

/** `undefined` for one that begins erased. */
async function readSector(session: Session, address: number, length: number): Promise<Uint8Array | undefined> {
  session.meter.announce('inspect', readMs(session, firstBlock));
  const start = await readRange(session, { address, length: firstBlock }, { phase: 'inspect' });
  if (isErased(start)) return undefined;
  const rest = { address: address + firstBlock, length: length - firstBlock };
  session.meter.announce('inspect', readMs(session, rest.length));
  const data = new Uint8Array(length);
  data.set(start);
  data.set(await readRange(session, rest, { phase: 'inspect' }), firstBlock);
  return data;
}

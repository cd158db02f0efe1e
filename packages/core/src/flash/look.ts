// What the engine can tell of a board without changing it: compare it with an image, read it, describe it.

import { consentName } from '../ask/consent.ts';
import { isConfigurationSector } from '../board/odrive-v3.ts';
import { mainFlash, type Sector } from '../board/stm32f405.ts';
import { type Block, cut, type Range } from '../bytes.ts';
import { imageClaims } from '../image/evidence/claims.ts';
import { sha256Hex } from '../image/sha256.ts';
import { vectorTable } from '../image/vector.ts';
import { type Recalled, recall } from '../records/recall.ts';
import { standingOf } from '../records/standing.ts';
import { type Finding, refuseStops, softened } from './findings.ts';
import { judgeImage, judgeInstalled } from './judge-image.ts';
import { type OpenBoard, withBoard } from './open.ts';
import { checkBoard, checkProtection, provedBoard } from './preflight-board.ts';
import { checkReadable } from './preflight-image.ts';
import { checkRecords } from './preflight-records.ts';
import { judgeRaw } from './raw-configuration.ts';
import { compareBlocks, readMs, readRange } from './reading.ts';
import type { BoardReport, ReadReport, SectorReport, VerifyReport } from './report.ts';
import type { BoardRequest, FlashEnv, ReadRequest, VerifyRequest } from './request.ts';
import type { Identity } from './target.ts';
import { leftOutOf, wantedByImage } from './wanted.ts';

/** Compares a board with an image. A difference is an answer; FlasherError is for what could not be compared. */
export async function verifyImage(env: FlashEnv, request: VerifyRequest): Promise<VerifyReport> {
  const about = checkReadable(request.image);
  refuseStops(about);
  return withBoard(env, request, async (board) => {
    const { session, identity } = board;
    const proved = provedBoard({ identity, named: request.board })?.version;
    const judged = judgeImage({ image: request.image, board: proved, serial: consentName(identity.device) });
    const isReadable = identity.isF405 && !identity.readProtected;
    const raw = isReadable ? await judgeRaw(board, request.image, env) : { leftOut: false, findings: [] };
    const findings = lookAt(board, request, [...about, ...[...judged, ...raw.findings].map(softened)]);
    // What flash leaves out is not compared either.
    const all = wantedByImage(request.image, identity.sectors);
    const wanted = all.filter(({ sector }) => !raw.leftOut || !isConfigurationSector(sector.index));
    expect(
      board,
      wanted.flatMap(({ named }) => named.map(({ data }) => data.length)),
    );
    const sectors: VerifyReport['sectors'][number][] = [];
    for (const { sector, named } of wanted) {
      const mismatch = await compareBlocks(session, named, { phase: 'inspect', sector: sector.index });
      sectors.push({ sector, ...(mismatch && { mismatch }) });
    }
    return {
      identity,
      findings,
      equal: sectors.every(({ mismatch }) => !mismatch),
      leftOut: leftOutOf(request.image, wanted, identity.sectors),
      sectors,
      ms: session.meter.elapsed,
      recoveries: session.recoveries,
    };
  });
}

/** Reads a range of memory, by default the whole main flash. */
export function readFlash(env: FlashEnv, request: ReadRequest): Promise<ReadReport> {
  return withBoard(env, request, async (board) => {
    const { session, identity } = board;
    const range: Range = request.range ?? mainFlash;
    lookAt(board, request, []);
    expect(board, [range.length]);
    const data = await readRange(session, range, { phase: 'inspect' });
    const { recoveries, meter } = session;
    return { identity, address: range.address, data, ms: meter.elapsed, recoveries };
  });
}

/** Everything that can be told of a board. Reads the whole flash if the chip lets itself be read; changes nothing. */
export function inspectBoard(env: FlashEnv, request: BoardRequest): Promise<BoardReport> {
  return withBoard(env, request, async (board) => {
    const { session, identity } = board;
    const recalled = await recall(env.vault, env.bus, identity.device);
    const findings = [...findingsOf(identity, request), ...checkRecords(env.vault, recalled)];
    session.emit({ type: 'findings', findings });
    const flash = identity.isF405 && !identity.readProtected ? await readWhole(board) : undefined;
    const proved = provedBoard({ identity, named: request.board })?.version;
    const about =
      flash && proved && vectorTable(flash.data).plausible ? judgeInstalled(imageClaims([flash]), proved) : [];
    if (about.length > 0) session.emit({ type: 'findings', findings: about });
    return {
      identity,
      findings: [...findings, ...about],
      sectors: identity.sectors.map((sector) => describeSector(sector, identity, flash)),
      ...(flash && { vectors: vectorTable(flash.data), installed: imageClaims([flash]) }),
      interrupted: flash !== undefined && wasInterrupted(board, flash, recalled),
      ms: session.meter.elapsed,
      recoveries: session.recoveries,
    };
  });
}

async function readWhole(board: OpenBoard): Promise<Block> {
  expect(board, [mainFlash.length]);
  return { address: mainFlash.address, data: await readRange(board.session, mainFlash, { phase: 'inspect' }) };
}

/** Only looking: what would stop a change is a warning here, but what cannot be read cannot be looked at. */
function lookAt({ session, identity }: OpenBoard, request: BoardRequest, about: readonly Finding[]): Finding[] {
  const findings = [...about, ...findingsOf(identity, request)];
  session.emit({ type: 'findings', findings });
  refuseStops(checkProtection(identity, []));
  return findings;
}

function findingsOf(identity: Identity, request: BoardRequest): Finding[] {
  return [...checkBoard({ identity, named: request.board }), ...checkProtection(identity, identity.sectors)].map(
    softened,
  );
}

/** Announces runs of these lengths that will be read. */
function expect({ session }: OpenBoard, lengths: readonly number[]): void {
  const ms = lengths.reduce((sum, length) => sum + readMs(session, length), 0);
  const bytes = lengths.reduce((sum, length) => sum + length, 0);
  session.meter.announce('inspect', ms);
  session.emit({ type: 'inspecting', bytes, ms });
}

function describeSector(sector: Sector, identity: Identity, flash: Block | undefined): SectorReport {
  const writeProtected = identity.optionBytes?.writeProtected.includes(sector.index) === true;
  const bytes = flash && cut(flash, sector)?.data;
  if (!bytes) return { sector, content: 'unreadable', usedBytes: 0, writeProtected };
  const usedBytes = bytes.findLastIndex((byte) => byte !== 0xff) + 1;
  return { sector, content: usedBytes === 0 ? 'blank' : 'used', usedBytes, writeProtected };
}

function wasInterrupted({ session, identity }: OpenBoard, flash: Block, recalled: Recalled): boolean {
  const hashOf = (index: number) => {
    const sector = identity.sectors[index];
    const bytes = sector && cut(flash, sector)?.data;
    return bytes && sha256Hex(bytes);
  };
  const chip = { hashOf, startable: vectorTable(flash.data).plausible };
  const { path } = session.target.device;
  return recalled.candidates.some(
    ({ record }) =>
      record.flash && standingOf(record.flash, { ...chip, samePath: record.path === path }) === 'interrupted',
  );
}

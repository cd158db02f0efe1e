// What the engine can find out about a board without changing it: compare it with an image, read it, describe it.

import { consentName, sameConsent } from '../ask/consent.ts';
import { asWarning, type Finding, refuseStops } from '../ask/findings.ts';
import { settleDangers, withConsents } from '../ask/settle.ts';
import { isConfigurationSector } from '../board/odrive-v3.ts';
import { mainFlash, type Sector } from '../board/stm32f405.ts';
import { type Block, cut, type Range } from '../bytes.ts';
import { imageClaims } from '../image/evidence/claims.ts';
import { sha256Hex } from '../image/sha256.ts';
import { vectorTable } from '../image/vector.ts';
import { isInPlace, isWritten, matchOf } from '../records/match.ts';
import { type Recalled, recall } from '../records/recall.ts';
import { isUndoOf, undoChip } from '../records/undo-copy.ts';
import { provedBoard } from '../target/board-evidence.ts';
import type { Identity } from '../target/identity.ts';
import { type Board, keyOf, type OpenBoard, operate } from './open/open.ts';
import { leftOutOf, wantedByImage } from './plan/desired.ts';
import { evidenceOf, knownOf, readFirmware, withInstalled } from './preflight/evidence.ts';
import { judgeImage, judgeInstalled } from './preflight/judge-image.ts';
import { checkChip } from './preflight/preflight-board.ts';
import { checkReadable } from './preflight/preflight-image.ts';
import { checkRecords } from './preflight/preflight-records.ts';
import { judgeRaw } from './preflight/raw-configuration.ts';
import type { BoardQuestion } from './preflight/which-board.ts';
import { compareBlocks, readMs, readRange } from './reading.ts';
import type { BoardPreflight, BoardReport, ReadReport, SectorReport, VerifyReport } from './report.ts';
import type { BoardRequest, ReadRequest, VerifyRequest } from './request.ts';

/** Compares a board with an image. A difference is an answer; FlasherError is for what could not be compared. */
export async function verifyOn(opened: Board, request: VerifyRequest): Promise<VerifyReport> {
  const { env } = opened;
  const about = checkReadable(request.image);
  refuseStops(about);
  return operate(opened, request, async (board) => {
    const { session, identity } = board;
    const proved = provedBoard(knownOf(board, request))?.version;
    const { key } = identity;
    const ownUndo = await isUndoOf(env.vault, request.image, undoChip(identity));
    const judged = judgeImage({ image: request.image, board: proved, serial: consentName(key), ownUndo });
    const looked = await lookAt(board, request, [...about, ...judged.map(asWarning)]);
    const isReadable = identity.isF405 && !identity.readProtected;
    const raw = isReadable ? await judgeRaw(board, request.image, env) : { leftOut: false, findings: [] };
    const more = raw.findings.map(asWarning);
    if (more.length > 0) session.emit({ type: 'findings', findings: more });
    const findings = [...looked, ...more];
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
      sectors.push({ sector, mismatch });
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

/**
 * What a flash of this board would find before it looks at an image: which board it is, and whether the chip lets itself be
 * written. A stop or a missing consent among the findings would end it. Asks nothing, changes nothing.
 */
export function preflightOn(opened: Board, request: BoardRequest): Promise<BoardPreflight> {
  return operate(opened, request, async (board) => {
    const { identity } = board;
    const flash = mayRead(board, request) ? await readFirmware(board) : undefined;
    const question = withInstalled(board, knownOf(board, request), flash);
    // Its firmware saves its settings in sectors 10 and 11, and an update restores them.
    const findings = withConsents(checkChip(question, identity.sectors), request.consent);
    return { identity, findings, startable: flash && vectorTable({ segments: [flash] }).plausible };
  });
}

/** Reads a range of memory, by default the whole main flash. */
export function readOn(opened: Board, request: ReadRequest): Promise<ReadReport> {
  return operate(opened, request, async (board) => {
    const { session, identity } = board;
    const range: Range = request.range ?? mainFlash;
    await lookAt(board, request, []);
    expect(board, [range.length]);
    const data = await readRange(session, range, { phase: 'inspect' });
    const { recoveries, meter } = session;
    return { identity, address: range.address, data, ms: meter.elapsed, recoveries };
  });
}

/**
 * Everything that can be found out about a board. Reads the whole flash if the chip lets itself be read; of a board up to v3.4 only
 * with the consent `unsafe-dfu`. Asks nothing, changes nothing.
 */
export function inspectOn(opened: Board, request: BoardRequest): Promise<BoardReport> {
  const { env } = opened;
  return operate(opened, request, async (board) => {
    const { session, identity } = board;
    const flash = mayRead(board, request) ? await readWhole(board) : undefined;
    const question = withInstalled(board, knownOf(board, request), flash);
    const recalled = await recall(env.vault, env.bus, identity.key);
    const chip = checkChip(question, identity.sectors).map(asWarning);
    const findings = [...chip, ...checkRecords(env.vault, recalled)];
    session.emit({ type: 'findings', findings });
    const about = chip.some(({ code }) => code === 'board-claims') ? [] : installedIn(flash, question);
    if (about.length > 0) session.emit({ type: 'findings', findings: about });
    return {
      identity,
      findings: [...findings, ...about],
      sectors: identity.sectors.map((sector) => describeSector(sector, identity, flash)),
      vectors: flash && vectorTable(flash.data),
      installed: flash && imageClaims([flash]),
      interrupted: flash !== undefined && wasInterrupted(board, flash, recalled),
      ms: session.meter.elapsed,
      recoveries: session.recoveries,
    };
  });
}

/** What is known of the firmware in the flash on this board, where it would start. */
function installedIn(flash: Block | undefined, question: BoardQuestion): Finding[] {
  const proved = provedBoard(question)?.version;
  return flash && proved && vectorTable(flash.data).plausible ? judgeInstalled(imageClaims([flash]), proved) : [];
}

function mayRead(board: OpenBoard, request: BoardRequest): boolean {
  const { identity } = board;
  if (!identity.isF405 || identity.readProtected) return false;
  const { consent } = knownOf(board, request).hazards;
  return !consent || request.consent?.some((given) => sameConsent(given, consent)) === true;
}

async function readWhole(board: OpenBoard): Promise<Block> {
  expect(board, [mainFlash.length]);
  return { address: mainFlash.address, data: await readRange(board.session, mainFlash, { phase: 'inspect' }) };
}

/**
 * Only looking: what would stop a change is a warning here. But what cannot be read cannot be looked at, and a board up to
 * v3.4 is not worked on in DFU mode without consent.
 */
async function lookAt(board: OpenBoard, request: BoardRequest, about: readonly Finding[]): Promise<Finding[]> {
  const { session, identity } = board;
  const question = await evidenceOf(board, request);
  const forbidsLooking = (finding: Finding) =>
    finding.code === 'read-protection' || question.hazards.findings.includes(finding);
  const found = checkChip(question, identity.sectors);
  const findings = [...about, ...found.map((finding) => (forbidsLooking(finding) ? finding : asWarning(finding)))];
  session.emit({ type: 'findings', findings });
  await settleDangers(request, findings, identity.key);
  return findings;
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
  if (!bytes) {
    const content = identity.isF405 && !identity.readProtected ? 'not-read' : 'unreadable';
    return { sector, content, usedBytes: 0, writeProtected };
  }
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
  const key = keyOf({ session, identity });
  return recalled.candidates.some(
    ({ record }) =>
      record.flash &&
      matchOf(record.flash, { ...chip, samePath: isInPlace(record, key), written: isWritten(record) }) ===
        'interrupted',
  );
}

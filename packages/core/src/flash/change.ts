// Changing a board, step by step: preflight, snapshot, plan, consent, what carry-out.ts does, start, report. What an image
// and an erase have in common, which is everything but the bytes.

import { type Finding, refuseStops } from '../ask/findings.ts';
import { isAccepted, remembering, requireYes, settleDangers } from '../ask/settle.ts';
import { isConfigurationSector } from '../board/odrive-v3.ts';
import type { Sector } from '../board/stm32f405.ts';
import { imageHash } from '../image/image-hash.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import { message } from '../messages/message.ts';
import { type Recalled, recall } from '../records/recall.ts';
import { isUndoOf, undoChip } from '../records/undo-copy.ts';
import { carryOut, type Decided, type Done, leaveAsIs } from './carry-out.ts';
import { type Board, type OpenBoard, operate } from './open/open.ts';
import { epochOf, type Session } from './open/session.ts';
import { type DesiredSector, type LeftOut, leftOutOf } from './plan/desired.ts';
import { decidePart, isPart, withVectorSector } from './plan/partial.ts';
import type { FlashPlan } from './plan/plan.ts';
import { announce, planAt } from './plan/planned.ts';
import type { Snapshot } from './plan/snapshot.ts';
import { takeSnapshot } from './plan/take-snapshot.ts';
import { builtFor, evidenceOf } from './preflight/evidence.ts';
import { checkChange } from './preflight/preflight-change.ts';
import { checkRecords } from './preflight/preflight-records.ts';
import { judgeRaw, type RawVerdict } from './preflight/raw-configuration.ts';
import { settingsThatStay } from './preflight/settings-stay.ts';
import { mayStart, movesUnasked } from './preflight/startup-unknown.ts';
import { type BoardQuestion, checkBoard, checkClaims, isHazardous } from './preflight/which-board.ts';
import { type InterruptedRun, spokenSectors, withKept } from './records/interrupted-run.ts';
import type { RecordInput, UpdateLink } from './records/record-input.ts';
import { choosePast } from './records/resume.ts';
import type { FlashReport, StartReport } from './report.ts';
import type { ChangeRequest, FlashEnv } from './request.ts';
import { type FoundFlash, isHeldNarrow, wantedWidth } from './run/width.ts';
import { settleStop } from './settle-stop.ts';
import { startFirmware, startsAfter } from './start-firmware.ts';
import { stopFirmware } from './stop-firmware.ts';

/** What shall be on the board, and what was found out about that already. */
export interface Change {
  readonly wanted: (sectors: readonly Sector[]) => readonly DesiredSector[];
  readonly findings: readonly Finding[];
  /** The image, where it is one: what is erased is for any board. */
  readonly image?: MemoryImage | undefined;
  /** An update that this is part of. */
  readonly link?: UpdateLink | undefined;
  /** Start the firmware afterwards. */
  readonly start: boolean;
  /** A part may overwrite a part of a firmware that would start. */
  readonly partial?: boolean | undefined;
}

/** Everything that is known when the plan is made. */
interface Prepared extends Decided {
  readonly findings: readonly Finding[];
  readonly recalled: Recalled;
  readonly past: InterruptedRun | undefined;
  /** The image is a part; what is around it was not looked at. */
  readonly part: boolean;
  readonly leftOut: readonly LeftOut[];
  /** Whether the firmware is started at the end is a question. */
  readonly asksStart: boolean;
}

/** Makes the change and reports. Throws FlasherError with the board's true state. */
export function changeBoard(opened: Board, request: ChangeRequest, change: Change): Promise<FlashReport> {
  const { env } = opened;
  return operate(opened, request, async (board) => {
    const asking = { ...request, ask: request.ask && remembering(request.ask) };
    const prepared = await prepare(env, asking, board, change);
    const changes = prepared.plan.steps.length > 0;
    // An update starts the board itself when this is done: what it would start is accepted here.
    if (changes || change.link) await requireYes(asking, prepared.findings);
    const starts =
      change.start &&
      (changes || (await isAccepted(asking, startedBy(prepared)))) &&
      (!prepared.asksStart || (await mayStart(asking)));
    if (request.dryRun) return reportOf(board, prepared, { outcome: 'planned', start: 'not-asked' });
    const records = recordInput(env, request, change, prepared);
    const done = changes ? await carryOut(board, prepared, records) : { plan: prepared.plan };
    if (!changes) await leaveAsIs(board, prepared, records);
    const outcome = changes ? 'changed' : 'unchanged';
    const held = change.start ? 'not-confirmed' : 'not-asked';
    const start = starts ? await startFirmware(board.session, done.plan, prepared) : held;
    return reportOf(board, prepared, { outcome, start, ...done });
  });
}

/** What the start of a firmware that is there already is asked about; nothing where none would start. */
function startedBy({ plan, snapshot, part, findings }: Prepared): readonly Finding[] {
  return !part && startsAfter(plan, snapshot) ? findings : [];
}

async function prepare(env: FlashEnv, request: ChangeRequest, board: OpenBoard, change: Change): Promise<Prepared> {
  const { session, identity } = board;
  const question = await evidenceOf(board, request);
  // Of a board up to v3.4 nothing more is read without consent.
  if (isHazardous(question)) await settleDangers(request, checkBoard(question), identity.key);
  const raw = await rawIn(env, request, board, change);
  const isWritten = ({ sector: { index } }: DesiredSector) => !raw.leftOut || !isConfigurationSector(index);
  const asked = change.wanted(identity.sectors).filter(isWritten);
  const part = isPart(asked);
  const looked = part ? withVectorSector(asked, identity.sectors) : asked;
  const recalled = await recall(env.vault, env.bus, identity.key);
  const ownUndo = change.image !== undefined && (await isUndoOf(env.vault, change.image, undoChip(identity)));
  const savesConfiguration = change.link !== undefined;
  const checked = checkChange(question, { wanted: looked, image: change.image, ownUndo, savesConfiguration });
  const about = [...change.findings, ...checked, ...raw.findings, ...(question.hazards.stopping ?? [])];
  const findings = [...about, ...checkRecords(env.vault, recalled)];
  session.emit({ type: 'findings', findings });
  await settleDangers(request, findings, identity.key);
  // A chip that is only looked at is looked at while its firmware runs.
  // A dry run ends as the real one would before its first change.
  if (request.dryRun) await settleStop(request, question);
  else await stopFirmware(board, request, question);
  const inspectedIn = epochOf(session);
  const { candidates } = recalled;
  const spoken = spokenSectors(candidates.map(({ record }) => record));
  const dryRun = request.dryRun === true;
  const witness = (index: number) => change.link !== undefined && !dryRun && isConfigurationSector(index);
  const snapshot = await takeSnapshot(session, looked, {
    // Of a part it has to be known what it overwrites.
    backup: part || (request.backup !== false && !dryRun),
    whole: identity.sectors.filter(({ index }) => spoken.has(index) || witness(index)),
  });
  sayInstalled(session, question, snapshot);
  const leaveAlone = change.link?.leaveAlone;
  const past = await choosePast(board, env.vault, {
    candidates,
    snapshot,
    wanted: looked,
    keeps: dryRun,
    leaveAlone,
  });
  const accepted = change.partial === true;
  const decision = part
    ? decidePart({ wanted: looked, snapshot, past, accepted })
    : { wanted: looked, findings: [], held: withKept(snapshot, past, looked) };
  if (decision.findings.length > 0) session.emit({ type: 'findings', findings: decision.findings });
  refuseStops(decision.findings);
  const replaced = asked.some(({ sector }) => isConfigurationSector(sector.index));
  const alone = change.link === undefined && !part && !replaced;
  const unsaved = dryRun && request.backup !== false;
  const stays = alone && change.image ? await settingsThatStay(session, change.image, snapshot, { unsaved, past }) : [];
  if (stays.length > 0) session.emit({ type: 'findings', findings: stays });
  const { wanted, held } = decision;
  const plan = planAt(board, { wanted, held }, wantedWidth(board, request, { wanted, snapshot }));
  const starts = change.start && !part && startsAfter(plan, snapshot);
  const asksStart = starts && (await movesUnasked(session, plan, snapshot)) && !isHazardous(question);
  announce(board, plan);
  sayNarrow(board, request, plan, { wanted, snapshot });
  const leftOut = change.image ? leftOutOf(change.image, asked, identity.sectors) : [];
  return {
    wanted,
    findings: [...findings, ...decision.findings, ...stays],
    snapshot,
    held,
    inspectedIn,
    recalled,
    past,
    plan,
    part,
    leftOut,
    asksStart,
  };
}

/** A chip that shows nothing of itself is refused for that, before anything is read. */
async function rawIn(
  { vault }: FlashEnv,
  { consent }: ChangeRequest,
  board: OpenBoard,
  { image }: Change,
): Promise<RawVerdict> {
  const { identity } = board;
  if (!image || identity.readProtected || !identity.isF405) return { leftOut: false, findings: [] };
  return judgeRaw(board, image, { vault, consent });
}

/** On a board that OTP proves, firmware that was built for another one is worth a word, and no question: it is replaced. */
function sayInstalled(session: Session, question: BoardQuestion, snapshot: Snapshot): void {
  if (question.installed) return;
  const read = [...snapshot.sectors.values()].flatMap(({ sector, bytes }) =>
    bytes ? [{ address: sector.address, data: bytes }] : [],
  );
  for (const { text } of checkClaims({ ...question, installed: builtFor(read) }))
    session.emit({ type: 'note', code: 'wrong-firmware', text });
}

/** Bytes instead of words take longer than a person expects who did not ask for them. */
function sayNarrow(board: OpenBoard, request: ChangeRequest, plan: FlashPlan, found: FoundFlash): void {
  if (plan.totals.writtenBytes === 0 || !isHeldNarrow(board, request, found)) return;
  const text = message('flash.bytes-because-of-vectors');
  board.session.emit({ type: 'note', code: 'narrow', text });
}

function recordInput(env: FlashEnv, request: ChangeRequest, change: Change, prepared: Prepared): RecordInput {
  const { vault, program } = env;
  const { plan, snapshot, past, recalled } = prepared;
  const image = change.image && imageHash(change.image);
  // Vectors that are invalidated and written back later have to be on the disk first.
  const backup = request.backup !== false || (prepared.part && plan.coversVectors);
  return { vault, program, plan, snapshot, past, image, backup, link: change.link, unusable: recalled.unusable };
}

/** These need no person. */
const unattended: readonly StartReport[] = ['started', 'not-startable', 'not-checked'];

interface End extends Partial<Done> {
  readonly outcome: FlashReport['outcome'];
  readonly start: StartReport;
}

function reportOf({ session, identity }: OpenBoard, prepared: Prepared, end: End): FlashReport {
  const { meter, target, recoveries } = session;
  const { outcome, start, undo, redone = [], plan = prepared.plan } = end;
  return {
    outcome,
    board: outcome === 'planned' ? 'untouched' : 'verified',
    identity,
    findings: prepared.findings,
    plan,
    width: outcome === 'changed' ? target.width : plan.width,
    phases: meter.phases(),
    ms: meter.elapsed,
    bytes: { inspected: meter.bytes('inspect'), written: meter.bytes('write'), readBack: meter.bytes('verify') },
    recoveries,
    anomalies: target.anomalies,
    redone,
    resumed: prepared.past?.match === 'interrupted',
    part: prepared.part,
    leftOut: prepared.leftOut,
    undo,
    start,
    human: outcome === 'planned' || unattended.includes(start) ? [] : [target.steps.start.step],
  };
}

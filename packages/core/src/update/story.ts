// What is known of one update so far, and the records it leaves on the disk. Grows from stage to stage; nothing in here
// talks to a board.

import type { BusComparison } from '../configuration/bus-voltage.ts';
import type { RestoredConfiguration } from '../configuration/report.ts';
import { FlasherError } from '../errors.ts';
import type { EventListener, HumanStep } from '../flash/events.ts';
import type { Finding } from '../flash/findings.ts';
import type { FlashReport } from '../flash/report.ts';
import type { BoardRequest } from '../flash/request.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { type KeptConfiguration, loadConfiguration } from '../records/kept-configuration.ts';
import { serialOf } from '../records/names.ts';
import {
  findUpdateJournal,
  type JournalStage,
  removeUpdateJournal,
  type UpdateJournal,
  writeUpdateJournal,
} from '../records/update-journal.ts';
import { sameSerial } from '../usb/find.ts';
import type { ChosenFirmware } from './chosen-firmware.ts';
import type { UpdateRequest } from './request.ts';
import type { Stage } from './stages.ts';
import type { Work } from './work.ts';

export interface Story {
  /** The board as it was last seen. */
  device: UsbDeviceInfo;
  /** Paths of other boards. */
  others: readonly string[];
  readonly foundIn: 'rom' | 'runtime';
  firmware?: ChosenFirmware;
  /** Volts on the bus as the old firmware read them. */
  busBefore?: readonly number[];
  /** The same before and after. */
  bus?: BusComparison;
  /** What the old firmware said of itself and the board. */
  before?: RuntimeEvidence;
  /** What the new firmware says. */
  after?: RuntimeEvidence;
  /** What will be put back. */
  configuration?: KeptConfiguration;
  /** Where configurations were saved, the newest last. */
  readonly saved: string[];
  /** The configuration that should be put back and cannot be read any more. */
  damaged?: { readonly location: string; readonly damage: string };
  findings: readonly Finding[];
  /** Whether a person wanted a board compared that reports the chosen release; absent if that was not asked. */
  compared?: boolean;
  /** Level and text of every finding that was told. */
  readonly said: Set<string>;
  journal?: UpdateJournal;
  resumed: boolean;
  /** The board in DFU mode was introduced. */
  introduced: boolean;
  /** The board was taken to DFU mode by us, and would run its old firmware if it were started. */
  entered: boolean;
  /** The old firmware of a board in DFU mode was started, or was not to be. */
  roused: boolean;
  /** `startup_…` flags that were switched off before the restart, and how often that was tried. */
  held: readonly string[];
  holds: number;
  flash?: FlashReport;
  restored?: RestoredConfiguration;
  /** What a person has to do when all is done. */
  readonly human: HumanStep[];
  readonly times: { readonly stage: Stage; readonly ms: number }[];
}

/** An update on its way: an errand with much to remember. */
export interface Update extends Work<UpdateRequest> {
  readonly story: Story;
}

export function beginUpdate(work: Work<UpdateRequest>, found: Pick<Story, 'device' | 'foundIn' | 'others'>): Update {
  const story: Story = {
    ...found,
    saved: [],
    findings: [],
    said: new Set(),
    resumed: false,
    introduced: false,
    entered: false,
    roused: false,
    held: [],
    holds: 0,
    human: [],
    times: [],
  };
  return { ...work, story };
}

/** The board, as the engine is asked for it. */
export function boardRequest({ request, story, emit }: Update): BoardRequest {
  const { path, serial } = story.device;
  const onEvent: EventListener = (event) => {
    // The engine opens the board more than once; it is introduced once.
    if (event.type === 'opened' && story.introduced) return;
    if (event.type === 'opened') story.introduced = true;
    emit(event);
  };
  return {
    selection: { path, ...(serial !== undefined && { serial }) },
    ...(request.board && { board: request.board }),
    ...(request.signal && { signal: request.signal }),
    onEvent,
  };
}

/** What was not said before, of what is looked at again. */
export function unsaid({ said }: Story, findings: readonly Finding[]): readonly Finding[] {
  const news = findings.filter(({ level, text }) => !said.has(`${level} ${text}`));
  for (const { level, text } of news) said.add(`${level} ${text}`);
  return news;
}

/** An interrupted update of the board in hand. Never throws: an update without a past is still one. */
export async function interruptedUpdate(update: Update): Promise<UpdateJournal | undefined> {
  const { env, story, emit } = update;
  try {
    const devices = await env.bus.list();
    const clones = devices.filter(
      ({ path, serial }) => path !== story.device.path && sameSerial(serial, story.device.serial),
    );
    return await findUpdateJournal(
      env.vault,
      story.device,
      clones.map(({ path }) => path),
    );
  } catch (cause) {
    const text = `Records of earlier updates could not be read: ${messageOf(cause)}`;
    emit({ type: 'note', code: 'update-ignored', text });
    return undefined;
  }
}

/** Takes the configuration of an interrupted update for the one to put back. */
export async function takeUp(update: Update, past: UpdateJournal): Promise<void> {
  const { env, story, emit } = update;
  story.journal = past;
  story.resumed = true;
  const kept = past.configuration && (await loadConfiguration(env.vault, past.configuration));
  if (kept && 'damage' in kept) {
    story.damaged = kept;
    const text = `The configuration of the interrupted update in ${kept.location} cannot be used: ${kept.damage}.`;
    emit({ type: 'note', code: 'update-ignored', text });
  } else if (kept) story.configuration = kept;
  const from = kept && 'backup' in kept ? `, with the configuration in ${kept.location}` : '';
  emit({ type: 'note', code: 'update-resumed', text: `The update of ${past.begun} is continued${from}.` });
}

/** Resolves when the journal says so. Before the first change it must: throws `backup-failed`; later it only should. */
export async function record(update: Update, stage: JournalStage, firmware: ChosenFirmware): Promise<void> {
  const { env, story, emit } = update;
  const { configuration, journal: past } = story;
  if (!configuration && !past) return;
  const kept = configuration ? { name: configuration.name, sha256: configuration.sha256 } : past?.configuration;
  const journal: UpdateJournal = {
    serial: past?.serial ?? serialOf(story.device),
    path: past?.path ?? story.device.path,
    begun: past?.begun ?? env.clock.date().toISOString(),
    stage,
    image: firmware.hash,
    ...(kept && { configuration: kept }),
  };
  try {
    await writeUpdateJournal(env.vault, journal);
    story.journal = journal;
  } catch (cause) {
    const text = `The record of the update could not be written: ${messageOf(cause)}`;
    if (stage === 'entering') throw new FlasherError('backup-failed', `${text}.`, { cause });
    emit({ type: 'note', code: 'update-journal', text });
  }
}

/** Nothing is left to be continued. */
export async function closeRecords({ env, story, emit }: Update): Promise<void> {
  if (!story.journal) return;
  try {
    await removeUpdateJournal(env.vault, story.journal);
  } catch (cause) {
    emit({ type: 'note', code: 'update-journal', text: `The record could not be removed: ${messageOf(cause)}` });
  }
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

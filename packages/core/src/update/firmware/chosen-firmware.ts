// Which firmware goes onto the board: the file a person chose, or a release for exactly this board.

import { type BoardVersion, boardVersions, canBeSameBoard } from '../../board/odrive-v3.ts';
import { FlasherError } from '../../errors.ts';
import { imageHash } from '../../image/image-hash.ts';
import type { MemoryImage } from '../../image/memory-image.ts';
import type { ReadImage } from '../../image/read-image-by.ts';
import { type Message, message } from '../../messages/message.ts';
import { generationOfImage, treeChecksumOfImage } from '../../odrive/descriptor/image-tree.ts';
import { type Generation, generationOfText } from '../../odrive/firmware-version.ts';
import type { RunContext } from '../../running/context/context.ts';
import type { UpdateEnv, UpdateRequest } from '../request.ts';
import { firmwareEvent } from './firmware-event.ts';
import type { FirmwareFile, FirmwareRelease, FirmwareSource } from './firmware-source.ts';

export interface ChosenFirmware {
  readonly image: MemoryImage;
  readonly name: string;
  /** `0.5.6`, where the publisher or the image itself says it. */
  readonly version?: string | undefined;
  readonly verified?: FirmwareFile['verified'] | undefined;
  /** SHA-256 over addresses and bytes: the same for every file format. */
  readonly hash: string;
  /** Which configurations it understands, where that is known. */
  readonly generation?: Generation | undefined;
  /** Checksum of the descriptor it carries: a board that runs it answers to no other. */
  readonly descriptor?: number | undefined;
}

type UpdateContext = RunContext<UpdateRequest> & { readonly env: UpdateEnv; readonly readImage: ReadImage };

/** Resolves with the firmware for `board`. Throws `release-missing` and what the source and the file's reader throw. */
export async function chooseFirmware(work: UpdateContext, board: BoardVersion | undefined): Promise<ChosenFirmware> {
  const spec = work.request.firmware;
  const chosen = 'image' in spec ? factsOf(spec) : await fetchRelease(work, spec.release, board);
  work.emit(firmwareEvent(chosen));
  return chosen;
}

function factsOf(known: {
  readonly image: MemoryImage;
  readonly name: string;
  readonly version?: string | undefined;
  readonly verified?: FirmwareFile['verified'] | undefined;
}): ChosenFirmware {
  const { image, name, verified } = known;
  const version = known.version ?? image.claims?.firmwareVersion;
  const generation = (version && generationOfText(version)) || generationOfImage(image);
  return {
    image,
    name,
    hash: imageHash(image),
    version,
    verified,
    generation,
    descriptor: treeChecksumOfImage(image),
  };
}

async function fetchRelease(
  work: UpdateContext,
  wanted: string,
  board: BoardVersion | undefined,
): Promise<ChosenFirmware> {
  const source = work.env.firmware;
  if (!source) throw releaseMissing(message('update.no-release-list'));
  if (!board) throw releaseMissing(message('update.board-version-unknown'));
  const sold = boardVersions.filter((known) => canBeSameBoard(known, board));
  if (sold.length > 1) throw voltageNotTold(board, sold);
  const release = await findRelease(source, work, { wanted, board });
  const { bytes, verified } = await source.fetch(release, { signal: work.request.signal });
  const { name, version } = release;
  const image = await work.readImage(bytes, { origin: { name, release: version } });
  return factsOf({ image, name, version, verified });
}

async function findRelease(
  source: FirmwareSource,
  work: RunContext,
  { wanted, board }: { readonly wanted: string; readonly board: BoardVersion },
): Promise<FirmwareRelease> {
  const releases = await source.releases(board, { signal: work.request.signal });
  const version = wanted.replace(/^(fw-)?v/, '');
  const found = releases.find((release) => (wanted === 'newest' ? !release.prerelease : release.version === version));
  if (found) return found;
  throw releaseMissing(
    message('update.no-such-release', {
      version: wanted === 'newest' ? undefined : version,
      board: board.name,
      available: releases.map((release) => release.version),
    }),
  );
}

/** Each voltage has its own firmware, and a wrong one is recognised only when it runs. */
function voltageNotTold({ name }: BoardVersion, sold: readonly BoardVersion[]): FlasherError {
  const boards = sold.map((known) => known.name);
  return new FlasherError('board-unknown', message('update.voltage-unknown', { board: name }), {
    details: { board: name, candidates: boards },
    next: message('next.name-printed-voltage', { boards }),
  });
}

function releaseMissing(text: Message): FlasherError {
  return new FlasherError('release-missing', text);
}

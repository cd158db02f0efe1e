// The configuration sectors in an image: they are a configuration, not a part of the firmware. They are written if they are
// this very board's with this very firmware, or by a consent of their own; otherwise the rest of the image is.

import { consentName, consentText } from '../../ask/consent.ts';
import { type Finding, needsConsent, ok, warning } from '../../ask/findings.ts';
import { configurationSectors } from '../../board/odrive-v3.ts';
import { sameSerial } from '../../board/serial.ts';
import type { Sector } from '../../board/stm32f405.ts';
import { type Block, cut } from '../../bytes.ts';
import { textOf } from '../../errors.ts';
import type { MemoryImage } from '../../image/memory-image.ts';
import { sha256Hex } from '../../image/sha256.ts';
import { message } from '../../messages/message.ts';
import type { Vault } from '../../ports.ts';
import { serialName } from '../../records/names.ts';
import { fingerprintSectors, isOwnCopy, rawHash, recordRawCopy } from '../../records/raw-configuration.ts';
import { keyOf, type OpenBoard } from '../open/open.ts';
import type { Session } from '../open/session.ts';
import { readMs, readRange } from '../reading.ts';
import type { ChangeRequest } from '../request.ts';

export interface RawVerdict {
  /** The configuration sectors of the image are not written. */
  readonly leftOut: boolean;
  readonly findings: readonly Finding[];
}

const nothing: RawVerdict = { leftOut: false, findings: [] };

/** What becomes of the configuration in an image on this board. */
export async function judgeRaw(
  board: OpenBoard,
  { segments, claims }: MemoryImage,
  { vault, consent = [] }: Pick<ChangeRequest, 'consent'> & { readonly vault: Vault },
): Promise<RawVerdict> {
  const configuration = rawHash(segments);
  if (configuration === undefined) return nothing;
  const key = keyOf(board);
  const serial = consentName(key);
  const given = (what: 'foreign' | 'raw-config') =>
    consent.some((one) => one.what === what && sameSerial(one.serial, serial));
  // Another product's firmware may use the whole flash: to it these sectors are program.
  if (claims?.product !== undefined && given('foreign')) return nothing;
  const raw = { what: 'raw-config', serial } as const;
  if (given('raw-config')) {
    return { leftOut: false, findings: [warning('configuration-data', message('preflight.raw-confirmed'))] };
  }
  const firmware = await firmwareAfter(board, segments);
  if (await isOwnCopy(vault, { serial: serialName(key.serial), configuration, firmware })) {
    return { leftOut: false, findings: [warning('configuration-data', message('preflight.raw-own'))] };
  }
  if (isAlone(segments))
    return { leftOut: false, findings: [needsConsent('configuration-data', raw, message('preflight.raw-foreign'))] };
  const text = message('preflight.raw-skipped', { consent: consentText(raw) });
  return { leftOut: true, findings: [ok('configuration-data', text, { leftOut: true })] };
}

function isAlone(segments: readonly Block[]): boolean {
  const first = configurationSectors[0]?.address ?? 0;
  return segments.every(({ address }) => address >= first);
}

/** The fingerprint of the firmware that will be on the board: the image's, and the board's where the image has none. */
async function firmwareAfter({ session }: OpenBoard, segments: readonly Block[]): Promise<string> {
  const parts: Uint8Array[] = [];
  for (const sector of fingerprintSectors) {
    const pieces = segments.flatMap((segment) => cut(segment, sector) ?? []);
    if (pieces.length === 0) parts.push(await readAnnounced(session, sector));
    else {
      const whole = new Uint8Array(sector.length).fill(0xff);
      for (const { address, data } of pieces) whole.set(data, address - sector.address);
      parts.push(whole);
    }
  }
  return sha256Hex(...parts);
}

function readAnnounced(session: Session, sector: Sector): Promise<Uint8Array> {
  session.meter.announce('inspect', readMs(session, sector.length));
  return readRange(session, sector, { phase: 'inspect' });
}

/** Remembers whose configuration an undo backup has. A record that cannot be written costs a consent later, no more. */
export async function rememberRaw(board: OpenBoard, vault: Vault, old: ReadonlyMap<number, Uint8Array>): Promise<void> {
  const segments = configurationSectors.flatMap(({ index, address }) => {
    const data = old.get(index);
    return data ? [{ address, data }] : [];
  });
  const { session } = board;
  const configuration = rawHash(segments);
  if (configuration === undefined) return;
  try {
    const parts: Uint8Array[] = [];
    for (const sector of fingerprintSectors)
      parts.push(old.get(sector.index) ?? (await readAnnounced(session, sector)));
    await recordRawCopy(vault, {
      serial: serialName(keyOf(board).serial),
      configuration,
      firmware: sha256Hex(...parts),
    });
  } catch (cause) {
    const text = message('flash.raw-record-failed', { cause: textOf(cause) });
    session.emit({ type: 'note', code: 'journal-unwritable', text });
  }
}

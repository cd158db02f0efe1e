// Firmware for virtual boards, as a file that is dropped on the page and as releases beside it.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mainFlash } from '@odflash/core/board';
import { writeImage } from '@odflash/core/image';
import { factoryFirmware, parseProfile } from '@odflash/virtual';
import { dist } from './site.ts';

const board = 'v3.6-56V';
const version = '0.5.6';
const { version: hardware } = parseProfile(board);

/** For a v3.6-56V, other than what its own flash holds; as Playwright gives it to a page. */
export function firmwareFile(): { name: string; mimeType: string; buffer: Buffer } {
  const data = factoryFirmware(hardware, 2, 204_812, version);
  const bytes = writeImage({ segments: [{ address: mainFlash.address, data }] }, 'intel-hex');
  return { name: `ODriveFirmware_${board}.hex`, mimeType: 'text/plain', buffer: Buffer.from(bytes) };
}

export interface Copy extends Disposable {
  readonly folder: string;
}

/** A copy of the built site that may be changed. */
export function copyOfSite(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'odflash-page-'));
  cpSync(dist, folder, { recursive: true });
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** The site with a release beside it, as `odflash catalogue mirror` makes it. */
export function siteWithReleases(): Copy {
  const copy = copyOfSite();
  const { name, buffer } = firmwareFile();
  const sha256 = createHash('sha256').update(buffer).digest('hex');
  const file = { version, name, board, path: name, size: buffer.length, sha256, prerelease: false };
  writeFileSync(join(copy.folder, 'firmware', name), buffer);
  writeFileSync(
    join(copy.folder, 'firmware/manifest.json'),
    JSON.stringify({ format: 'odflash-mirror', version: 1, files: [file] }),
  );
  return copy;
}

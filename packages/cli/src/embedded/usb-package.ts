// Takes the place of the package `usb` on the disk in the self-contained binaries: its scripts and its addon are assets. A
// system loads an addon from a file only.

import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getAsset } from 'node:sea';
import { compileFunction } from 'node:vm';
import { cacheFolder } from '@odflash/node';
import { homeFolder } from '../user-dirs.ts';

/**
 * A new copy of the package, which has its own libusb context. Throws what loading it throws.
 * @public scripts/binary/bundle.mjs puts it in place.
 */
export function usbPackage(): typeof import('usb') {
  const builtin = createRequire(process.execPath);
  const copy = { exports: {} };
  const required = (name: string): unknown => (name === 'node-gyp-build' ? loadAddon : builtin(name));
  const words = ['module', 'exports', 'require', '__dirname'];
  compileFunction(getAsset('usb.cjs', 'utf8'), words)(copy, copy.exports, required, '');
  return copy.exports as typeof import('usb');
}

/** Where the addon lies for every copy: a system shares what is loaded twice from the same file. */
let place: string | undefined;

function loadAddon(): unknown {
  if (place !== undefined) return loadFrom(place);
  const failures: unknown[] = [];
  for (const folder of folders()) {
    try {
      const path = process.platform === 'linux' ? unnamedFile(folder) : keptFile(folder);
      const loaded = loadFrom(path);
      place = path;
      return loaded;
    } catch (cause) {
      // A folder may be full, read-only, or mounted so that nothing in it is run.
      failures.push(cause);
    }
  }
  throw failures[0] ?? new Error('there is no folder to put the addon in');
}

function loadFrom(path: string): unknown {
  const loaded = { exports: {} };
  process.dlopen(loaded, path);
  return loaded.exports;
}

/** What stays in a folder is loaded by the next run, so a file that stays is put into the user's own only. */
function folders(): readonly string[] {
  const { platform, env } = process;
  const cache = cacheFolder({ platform, env, home: homeFolder() });
  return [...(platform === 'linux' ? [tmpdir()] : []), ...(cache === undefined ? [] : [cache])];
}

/** A file that has no name any more when it is loaded, so that a killed process leaves none behind (proc(5), fd). */
function unnamedFile(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `.odflash-${randomUUID()}.node`);
  writeFileSync(path, addon(), { flag: 'wx', mode: 0o700 });
  try {
    return `/proc/self/fd/${openSync(path, 'r')}`;
  } finally {
    rmSync(path);
  }
}

/** A file that stays, because Windows removes none that is loaded. Named by its content, which is looked at before it is used. */
function keptFile(folder: string): string {
  const bytes = addon();
  const path = join(folder, `usb-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.node`);
  if (holds(path, bytes)) return path;
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `.odflash-${randomUUID()}.part`);
  writeFileSync(part, bytes, { flag: 'wx' });
  renameSync(part, path);
  return path;
}

function holds(path: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

function addon(): Buffer {
  return Buffer.from(getAsset('usb.node'));
}

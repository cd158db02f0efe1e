// A publisher with two releases for two boards, and folders for mirrors of it.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MirrorRequest, makeMirror } from '../../src/catalogue/make-mirror.ts';
import { hexFile, listPath, open, publish, type Server, serve } from './bench.ts';
import { githubDigest, sha256 } from './github-json.ts';

export const names = ['v3.5-24V', 'v3.6-56V'].map((board) => `ODriveFirmware_${board}.hex`);

/** Two releases for two boards each, and a pre-release; the older ones have no digest. */
export async function publisher(): Promise<Server> {
  const server = await serve();
  const assets = (seed: number, digest: boolean) =>
    names.map((name, index) => {
      const bytes = hexFile(seed + index);
      return { name, bytes, digest: digest ? githubDigest(bytes) : null };
    });
  publish(server, [
    { tag: 'fw-v0.5.7-rc1', prerelease: true, assets: assets(30, true) },
    { tag: 'fw-v0.5.6', assets: assets(10, true) },
    { tag: 'fw-v0.4.12', assets: assets(20, false) },
  ]);
  return server;
}

export function scratch(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'odflash-mirror-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export function mirror(server: Server, folder: string, request: Partial<MirrorRequest> = {}) {
  return makeMirror(open(server.base + listPath).catalogue, { folder, ...request });
}

export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map((each) => join(each.parentPath, each.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), sha256(readFileSync(path))]));
}

export const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

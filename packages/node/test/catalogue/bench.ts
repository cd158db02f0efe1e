// A server on the loopback that answers as it is told, a clock whose time-outs pass only when the test says so, and a vault
// in memory: what every test of the catalogue stands on.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ErrorCode, type FlasherError, isFlasherError, type Vault, writeImage } from '@odflash/core';
import type { LogEntry } from '@odflash/core/ports';
import { type ManualClock, manualClock } from '../../../../test/support/manual-clock.ts';
import { type Catalogue, type CatalogueOptions, openCatalogue } from '../../src/catalogue/catalogue.ts';
import { githubDigest, type ReleaseWish, releaseJson } from './github-json.ts';

export interface Told {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What a path answers: always the same; or by how often it was asked for; or the function takes the response over. */
export type Route = Told | ((times: number, response: ServerResponse) => Told | 'taken');

export interface Server extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly base: string;
  /** Where its list of releases is. */
  readonly list: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  route(path: string, route: Route): void;
}

const nothing: Told = { status: 404, headers: { 'content-type': 'application/json' }, body: '{"message":"Not Found"}' };

/** The path of the list of releases, and as it is asked for. */
const listPath = '/repos/odriverobotics/ODrive/releases';
export const firstPage = `${listPath}?per_page=100`;

export async function serve(): Promise<Server> {
  const routes = new Map<string, Route>();
  const asked: string[] = [];
  const server = createServer(({ url: path = '' }, response) => {
    asked.push(path);
    const route = routes.get(path) ?? nothing;
    const told = typeof route === 'function' ? route(asked.filter((each) => each === path).length, response) : route;
    if (told !== 'taken') response.writeHead(told.status ?? 200, told.headers ?? {}).end(told.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    list: base + listPath,
    asked,
    route: (path, route) => void routes.set(path, route),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function releasesAnswer(server: Server, releases: readonly ReleaseWish[]): Told {
  const list = releases.map((spec) => releaseJson(server.base, spec));
  return { headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(list) };
}

/** Makes the server answer with these releases, files included. */
export function publish(server: Server, releases: readonly ReleaseWish[]): void {
  server.route(firstPage, releasesAnswer(server, releases));
  for (const { tag, assets = [] } of releases)
    for (const asset of assets)
      if (typeof asset !== 'string' && asset.bytes)
        server.route(filePath(tag, asset.name), {
          headers: { 'content-type': 'application/octet-stream' },
          body: asset.bytes,
        });
}

export function filePath(tag: string, name: string): string {
  return `/odriverobotics/ODrive/releases/download/${tag}/${name}`;
}

/** A sound HEX file; another `seed`, other bytes. */
export function hexFile(seed = 1, length = 4096): Uint8Array {
  const data = Uint8Array.from({ length }, (_, index) => (index * 7 + seed * 13) & 0xff);
  new DataView(data.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(data.buffer).setUint32(4, 0x0800_0189, true);
  return writeImage({ segments: [{ address: 0x0800_0000, data }] }, 'intel-hex');
}

export const name = 'ODriveFirmware_v3.6-56V.hex';
export const tag = 'fw-v0.5.6';
export const bytes = hexFile();
export const published = { tag, assets: [{ name, bytes, digest: githubDigest(bytes) }] };

/** A server whose list is fine and whose one file answers with that. */
export async function fileServer(route: Route): Promise<Server> {
  const server = await serve();
  publish(server, [published]);
  server.route(filePath(tag, name), route);
  return server;
}

export async function fetchNewest({ catalogue }: Pick<Opened, 'catalogue'>) {
  const [entry] = await catalogue.entries();
  return catalogue.fetch(entry!);
}

export interface TestVault extends Vault {
  readonly files: Map<string, Uint8Array>;
}

export function testVault(): TestVault {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    put: async (name, bytes) => void files.set(name, bytes.slice()),
    get: async (name) => files.get(name)?.slice(),
    list: async (prefix) => [...files.keys()].filter((name) => name.startsWith(prefix)).sort(),
    remove: async (name) => void files.delete(name),
    locate: (name) => `/cache/${name}`,
  };
}

/** Pauses between two tries pass at once; time-outs, which are longer, when the test advances the clock. */
function impatientClock(): ManualClock {
  const clock = manualClock();
  const sleep: ManualClock['sleep'] = (ms, signal) => (ms > 5_000 ? clock.sleep(ms, signal) : Promise.resolve());
  return { ...clock, sleep, date: () => new Date('2024-05-02T13:42:00Z') };
}

export interface Opened {
  readonly catalogue: Catalogue;
  readonly clock: ManualClock;
  readonly cache: TestVault;
  readonly log: readonly LogEntry[];
}

export function open(
  place: string | undefined,
  options: Partial<CatalogueOptions> & { readonly cache?: TestVault } = {},
): Opened {
  const clock = impatientClock();
  const cache = options.cache ?? testVault();
  const log: LogEntry[] = [];
  const catalogue = openCatalogue({ clock, releaseUrl: place, log: (entry) => log.push(entry), ...options, cache });
  return { catalogue, clock, cache, log };
}

/** What it was refused with; fails if it was not. */
export async function refused(work: Promise<unknown>, code: ErrorCode, reason?: string): Promise<FlasherError> {
  const thrown = await work.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  if (!isFlasherError(thrown)) throw thrown;
  const found = [thrown.code, thrown.details.reason];
  if (thrown.code !== code || thrown.details.reason !== reason)
    throw new Error(`refused with ${found}, not ${code} ${reason}: ${thrown.message}`, { cause: thrown });
  return thrown;
}

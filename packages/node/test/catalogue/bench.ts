// A server on the loopback that answers as it is told, or as GitHub's API does (REST API version 2022-11-28, "List releases": the
// fields that are read, and enough of the others that a reader who takes one for another is noticed); a clock whose time-outs
// pass only when the test says so; and a vault in memory.

import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { boardVersion, type ErrorCode, type FlasherError, isFlasherError, writeImage } from '@odflash/core';
import type { LogEntry } from '@odflash/core/ports';
import { factoryFirmware, type MemoryVault, memoryVault } from '@odflash/virtual';
import { type ManualClock, manualClock } from '../../../../test/support/manual-clock.ts';
import { type Catalogue, type CatalogueOptions, openCatalogue } from '../../src/catalogue/catalogue.ts';

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What a path answers: always the same; or by how often it was asked for; or the function takes the response over. */
export type Route = Answer | ((times: number, response: ServerResponse) => Answer | 'taken');

export interface Server extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly base: string;
  /** Where its list of releases is. */
  readonly list: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  route(path: string, route: Route): void;
}

interface AssetSpec {
  readonly name: string;
  readonly bytes?: Uint8Array;
  /** As GitHub publishes it since June 2025; `null` for older files. */
  readonly digest?: string | null;
  readonly state?: string;
}

export interface ReleaseSpec {
  readonly tag: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
  readonly assets?: readonly (AssetSpec | string)[];
}

/** The path of the list of releases, and as it is asked for. */
const listPath = '/repos/odriverobotics/ODrive/releases';
export const firstPage = `${listPath}?per_page=100`;
export const json = { 'content-type': 'application/json; charset=utf-8' };
const nothing: Answer = { status: 404, headers: json, body: '{"message":"Not Found"}' };

/** A server with these releases; without any it has no list. */
export async function serve(...releases: readonly ReleaseSpec[]): Promise<Server> {
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
  const served: Server = {
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
  if (releases.length > 0) publish(served, ...releases);
  return served;
}

/** Makes the server answer with these releases, files included. */
export function publish(server: Server, ...releases: readonly ReleaseSpec[]): void {
  server.route(firstPage, releasesAnswer(server, ...releases));
  for (const { tag, assets = [] } of releases)
    for (const asset of assets)
      if (typeof asset !== 'string' && asset.bytes) server.route(filePath(tag, asset.name), { body: asset.bytes });
}

export function releasesAnswer({ base }: Pick<Server, 'base'>, ...releases: readonly ReleaseSpec[]): Answer {
  return { headers: json, body: JSON.stringify(releases.map((release) => releaseJson(base, release))) };
}

export function filePath(tag: string, name: string): string {
  return `/odriverobotics/ODrive/releases/download/${tag}/${name}`;
}

const api = 'https://api.github.com/repos/odriverobotics/ODrive/releases';

/** `base`: where its files can be downloaded. */
export function releaseJson(base: string, release: ReleaseSpec): object {
  const { tag, prerelease = false, draft = false, assets = [] } = release;
  return {
    url: `${api}/60000000`,
    author: { login: 'odriverobotics', url: 'https://api.github.com/users/odriverobotics', site_admin: false },
    tag_name: tag,
    name: `Firmware ${tag}`,
    draft,
    prerelease,
    published_at: draft ? null : '2023-05-02T21:52:11Z',
    assets: assets.map((each) => assetJson(base + filePath(tag, ''), typeof each === 'string' ? { name: each } : each)),
    body: 'Please note that \u201cconfiguration\u201d is erased.\r\n* `<html>` in a release note is no web page\r\n',
  };
}

function assetJson(folder: string, { name, bytes, digest = null, state = 'uploaded' }: AssetSpec): object {
  return {
    url: `${api}/assets/106000000`,
    name,
    label: null,
    state,
    size: bytes?.length ?? 0,
    digest,
    browser_download_url: folder + name,
  };
}

export function githubDigest(bytes: Uint8Array): string {
  return `sha256:${sha256(bytes)}`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What a virtual board of that version runs, as HEX. */
export function firmware(board: string, release = '0.5.6'): Uint8Array {
  const data = factoryFirmware(boardVersion(board)!, 3, undefined, release);
  return writeImage({ segments: [{ address: 0x0800_0000, data }] }, 'intel-hex');
}

/** A sound HEX file that gives no information about itself; another `seed`, other bytes. */
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
  const server = await serve(published);
  server.route(filePath(tag, name), route);
  return server;
}

export async function fetchNewest({ catalogue }: Pick<Opened, 'catalogue'>) {
  const [entry] = await catalogue.entries();
  return catalogue.fetch(entry!);
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
  readonly cache: MemoryVault;
  readonly log: readonly LogEntry[];
}

export function open(
  place: string | undefined,
  options: Partial<CatalogueOptions> & { readonly cache?: MemoryVault } = {},
): Opened {
  const clock = impatientClock();
  const cache = options.cache ?? memoryVault();
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

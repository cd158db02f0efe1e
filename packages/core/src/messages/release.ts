// Messages about releases of firmware: lists, downloads, mirrors.

import type { Said } from './said.ts';

/** Why a server could not be asked. */
export type ServerTrouble =
  | 'certificate-date'
  | 'not-found'
  | 'unreachable'
  | 'refuses-connections'
  | 'timed-out'
  | 'no-http'
  | 'no-https'
  | 'certificate-untrusted'
  | 'bad-redirects';

/** What is wrong with a list of releases; numbers count from 1. */
interface ListTroubles {
  'list.not-json': undefined;
  'list.not-a-list': undefined;
  'list.not-a-manifest': undefined;
  'list.newer-manifest': undefined;
  'list.no-files': undefined;
  'list.file-invalid': { readonly number: number };
  'list.release-invalid': { readonly number: number };
}

/** What is wrong with a file that was downloaded. */
interface FileTroubles {
  'download.size': { readonly bytes: number; readonly listed: number };
  'download.digest': undefined;
  'download.contradiction': { readonly contradiction: Said };
  'download.other-product': { readonly product: Said };
  /** `generation`: `0.4`. */
  'download.other-generation': { readonly generation: string };
  'download.no-firmware': { readonly cause: Said };
  'download.replaced': undefined;
}

/** Codes of messages about releases of firmware, each with its parameters. */
export interface ReleaseMessages extends ListTroubles, FileTroubles {
  'release.none-found': { readonly boards?: readonly string[] | undefined; readonly place: string };
  'release.not-found': { readonly name: string; readonly version: string; readonly place: string };
  'release.listed-but-missing': { readonly name: string; readonly version: string; readonly cause: Said };
  'release.file-differs': { readonly name: string; readonly version: string; readonly how: Said };
  'release.not-cached': { readonly host: string };
  'release.list-invalid': { readonly why: Said };
  'release.no-mirror': { readonly cause: Said };
  'release.mirror-not-writable': { readonly folder: string; readonly system: string };
  'release.file-absent': { readonly path: string };
  /** A part of the web page that comes when it is needed. */
  'release.page-part-missing': undefined;
  'release.file-unreadable': { readonly path: string; readonly system: string };
  /** `bytes`: the limit. */
  'release.too-large': { readonly what: string; readonly bytes: number };
  'release.place-invalid': {
    readonly place: string;
    readonly why: 'no-address' | 'no-http-or-folder' | 'has-credentials' | 'other-machine';
  };
  'release.cache-unusable': { readonly use: 'read' | 'written'; readonly cause: Said };
  'release.cached-file-damaged': { readonly location: string };
  // What a server did.
  /** `detail`: the system's code, where it is not a known trouble. `today`: ISO 8601 date by the clock of this machine. */
  'server.trouble': {
    readonly host: string;
    readonly trouble?: ServerTrouble | undefined;
    readonly detail: string;
    readonly today?: string | undefined;
  };
  'server.insecure-redirect': { readonly host: string; readonly to: string };
  'server.silent': { readonly host: string };
  'server.web-page': { readonly host: string };
  /** `until`: `14:05`, UTC. */
  'server.rate-limit': { readonly host: string; readonly until?: string | undefined };
  /** `status`: of HTTP. */
  'server.answered': { readonly host: string; readonly status: number };
  /** A line that follows a failure. */
  'server.retrying': { readonly failure: Said };
  // What to do then.
  'next.wait-for-rate-limit': undefined;
  'next.open-address-in-browser': undefined;
  'next.sign-in-to-network': undefined;
  'next.set-clock': undefined;
  'next.pass-certificate': undefined;
  'next.check-address': undefined;
  'next.run-without-offline': undefined;
  'next.pass-mirror': undefined;
  'next.ask-publisher': undefined;
  'next.list-repository': undefined;
  'next.pass-place-of-releases': undefined;
}

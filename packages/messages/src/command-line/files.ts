// Messages about files that were named on the command line.

import type { Said } from '@odflash/core/messages';

interface OfPath {
  readonly path: string;
}

/** Why something cannot be opened: the code of the system, or what the command line knows of it. */
interface Unopenable extends OfPath {
  readonly reason: string;
}

/** What a file was read as. */
export type InputKind = 'firmware file' | 'trace' | 'log';

export interface FileMessages {
  // Of files to be read.
  'file.folder': OfPath;
  'file.pipe': OfPath;
  'file.standard-input': undefined;
  /** A noun, in place of the name of a file. */
  'file.standard-output': undefined;
  'file.device': OfPath;
  'file.too-large': OfPath & { readonly bytes: number; readonly kind: InputKind };
  'file.neither-file-nor-version': OfPath;
  'file.folder-unreadable': OfPath;
  'file.no-manifest': OfPath;
  'file.no-web-page': undefined;
  'file.web-address': OfPath;
  /** What a parser says of the file. */
  'file.content': OfPath & { readonly text: Said };
  'file.template': OfPath & { readonly line: number; readonly why: Said };
  // Of files to be written.
  'file.not-regular': OfPath;
  'file.exists': OfPath;
  'file.log-unopenable': Unopenable;
  'file.log-without-reader': OfPath;
  'file.trace-unopenable': Unopenable;
  'file.not-a-trace': OfPath;
  'file.format-unknown': OfPath;
  'file.output-lost': { readonly system: string };
  /** `system`: the code of the operating system; `folder`: the folder of the file is meant. */
  'file.system': OfPath & { readonly system: string; readonly folder?: boolean | undefined };
  // Of names on Windows.
  'file.name-of-device': { readonly name: string };
  'file.name-with-colon': { readonly name: string };
  'file.name-cut': { readonly name: string };
}

export interface FileStepMessages {
  'next.save-output-first': undefined;
  'next.download-first': undefined;
  /** The board runs its firmware: flashing begins there, too. */
  'next.update-running': undefined;
  'next.choose-saved': undefined;
  'next.redirect-output': undefined;
  'next.pass-kind': { readonly kind: InputKind };
  'next.pass-file': undefined;
  'next.choose-other-name': undefined;
  'next.choose-other-name-or-force': undefined;
  'next.use-ending': { readonly endings: readonly string[] };
  'next.other-log-file': undefined;
  'next.other-trace-file': undefined;
  'next.record-trace': undefined;
  'next.only-output-lost': undefined;
  'next.make-room-for-samples': undefined;
  'next.name-in-template': { readonly names: readonly string[] };
  'next.build-web-page': undefined;
  'next.make-mirror': OfPath;
  'next.check-path-or-pass-version': undefined;
}

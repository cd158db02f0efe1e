// Messages about the running firmware: what it answers, what it knows, what it does on which board.

import type { Said } from './said.ts';

/** Codes of messages about the running firmware, each with its parameters. */
export interface OdriveMessages {
  'odrive.reply-length': { readonly request: Said; readonly bytes: number };
  'odrive.serial-invalid': undefined;
  'odrive.unknown-property': { readonly path: string };
  /** The same of a property that the program itself asks for. */
  'odrive.property-missing': { readonly path: string };
  'odrive.is-function': { readonly path: string };
  // The descriptor, which names all properties.
  'descriptor.reads-differ': undefined;
  'descriptor.endless': undefined;
  'descriptor.invalid': { readonly reason: Said };
  'descriptor.not-utf-8': undefined;
  'descriptor.too-many-members': { readonly most: number };
  /** `path`: empty for the descriptor itself. */
  'descriptor.no-members': { readonly path: string };
  'descriptor.member-not-object': { readonly path: string };
  'descriptor.member-without-name': { readonly path: string };
  'descriptor.object-argument': { readonly path: string };
  'descriptor.no-endpoint': { readonly path: string };
  /** A release on a board. `reported`: what firmware says of itself that may be this release. */
  'firmware.combination': {
    readonly release: string;
    readonly reported?: string | undefined;
    /** The releases that a file may be, by its contents; `release` is one of them. */
    readonly among?: readonly string[] | undefined;
    readonly effect:
      | 'hangs-with-blank-otp'
      | 'hangs-with-second-record'
      | 'hangs-with-foreign-otp'
      | 'takes-its-own-word'
      | 'does-not-check'
      | 'older-than-board';
  };
  /** How a release checks the board it runs on. */
  'firmware.board-check': { readonly check: 'none' | 'needs-otp' | 'trusts-blank-otp' };
}

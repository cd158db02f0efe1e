// Messages about a wire that failed, and about answers a device in step would not have given.

import type { Said } from './said.ts';

/** Codes of messages about a wire that failed, and about answers a device in step would not have given, each with its parameters. */
export interface LinkMessages {
  /** `detail`: what the system says. */
  'link.failed': {
    readonly request: Said;
    readonly failure: 'timeout' | 'disconnected' | 'access' | 'busy' | 'no-driver' | 'io';
    readonly detail: string;
  };
  'link.unexpected': { readonly request: Said; readonly detail: string };
  'link.interrupted': undefined;
  'link.device-gone': undefined;
  // What came instead of the answer.
  'reply.too-long': undefined;
  /** In bytes. */
  'reply.length': { readonly bytes: number; readonly expected: number };
  'reply.accepted': { readonly bytes: number; readonly of: number };
  /** In hexadecimal. */
  'reply.bytes': { readonly bytes: string };
  'reply.remarks': { readonly remarks: readonly string[] };
  'reply.unsteady': undefined;
  /** States of a bootloader by the names of the specification. */
  'reply.state': { readonly state: string };
  'reply.state-ok': { readonly state: string };
  'reply.states': { readonly state: string; readonly later: string };
  'reply.not-idle': { readonly state: string };
  'reply.never-idle': undefined;
  'reply.other-device': { readonly bytes: number };
  'reply.mode': { readonly mode: number };
}

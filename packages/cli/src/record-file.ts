// A file that is written along with the work, line by line: a log, a trace. Where it cannot be written any more the record
// ends, which is said once, and the work continues.

import { closeSync, writeSync } from 'node:fs';
import type { Said } from '@odflash/core/messages';
import { commandMessage } from '@odflash/messages';

export interface RecordFile {
  /** Writes the text whole, or ends the record. */
  write(text: string): void;
  /** Ends the record silently. */
  close(): void;
}

/** On `file`, an open descriptor, which is closed at the end. `lost` is called with the reason when it cannot be written. */
export function recordFile(file: number, lost: (why: Said) => void): RecordFile {
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    try {
      closeSync(file);
    } catch {
      // What a network file system could not keep shows here at the latest; nothing can be written there any more.
    }
  };
  return {
    write(text) {
      if (!open) return;
      try {
        writeWhole(file, Buffer.from(text));
      } catch (cause) {
        close();
        const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
        lost(commandMessage('progress.record-reason', { system: code }));
      }
    },
    close,
  };
}

/** write(2) may take less than it was given, on a disk that is nearly full above all. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

// A trace named on the command line.

import { parseTrace, type Trace } from '@odflash/core/trace';
import { commandMessage } from '@odflash/messages';
import { withFileName } from '../with-file-name.ts';

/** The trace in `bytes`, which are those of the file at `path`. Throws `bad-file` with its name and the line. */
export function traceIn(path: string, bytes: Uint8Array): Trace {
  return withFileName(path, () => parseTrace(bytes), commandMessage('next.record-trace'));
}

// What happens on a bus as lines for --verbose and the log file: what was asked, the result, how long it took.

import { traceDecoder } from '@odflash/core/trace';
import type { TraceEntry } from '@odflash/core/usb';

/** `SET_ADDRESS 0x08000000: ok, 0.5 ms`; nothing for a mere look at the bus, of which there are many. */
export function transferLines(): (entry: TraceEntry) => string | undefined {
  const decode = traceDecoder();
  return (entry) => {
    const { request, answer } = decode(entry);
    if (!('outcome' in entry)) return request;
    if (entry.operation === 'list') return undefined;
    return `${request}: ${answer}, ${entry.duration.toFixed(1)} ms`;
  };
}

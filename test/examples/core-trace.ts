// Everything that happens on a bus, written down and said in words.
import { parseTrace, traceDecoder, traceEncoder } from '@odflash/core/trace';
import { type TraceEntry, tracedBus } from '@odflash/core/usb';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const entries: TraceEntry[] = [];
const board = virtualBus([createVirtualBoard('v3.6-56V+dfu', { clock })], { clock });
const bus = tracedBus(board, (entry) => entries.push(entry), clock);
await bus.list();
const encoder = traceEncoder();
const header = encoder.header({ odflash: '0.1.0', platform: 'here', host: 'virtual', begun: '' });
const lines = entries.map((entry) => encoder.entry(entry, 0));
const trace = parseTrace(new TextEncoder().encode(header + lines.join('')));
const explain = traceDecoder();
const said = trace.entries.map((entry) => explain(entry).request);
console.log(lines.length, said.join());

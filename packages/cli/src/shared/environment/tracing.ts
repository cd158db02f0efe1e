// What happens on the bus, passed on: the log of --verbose and --log-file, and the file of --trace.

import { release } from 'node:os';
import type { UpdateEnv } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { type TraceSink, tracedBus } from '@odflash/core/usb';
import type { Context } from '../../command-runner.ts';
import type { BoardOptions } from '../../options.ts';
import { ownVersion } from '../../own-version.ts';
import { transferLines } from '../../render/transfer-line.ts';
import { openTraceFile } from './trace-sink.ts';

/** The environment with a bus that reports everything. Throws what opening the file of the trace throws. */
export function traced(environment: UpdateEnv, options: BoardOptions, context: Context): UpdateEnv {
  const sinks = [...logSink(options, context), ...fileSink(options, environment, context)];
  const tell: TraceSink = (entry) => {
    for (const sink of sinks) sink(entry);
  };
  return { ...environment, bus: tracedBus(environment.bus, tell, environment.clock) };
}

function logSink({ verbose, logFile }: BoardOptions, { log }: Context): readonly TraceSink[] {
  if (!verbose && logFile === undefined) return [];
  const line = transferLines();
  const tell: TraceSink = (entry) => {
    const text = line(entry);
    if (text !== undefined) log({ level: 'debug', scope: 'usb', text });
  };
  return [tell];
}

function fileSink(
  { trace, ...options }: BoardOptions,
  { clock }: UpdateEnv,
  { output }: Context,
): readonly TraceSink[] {
  if (trace === undefined) return [];
  const header = {
    odflash: ownVersion(),
    platform: `${process.platform} ${release()} ${process.arch}, node ${process.versions.node}`,
    host: options.virtual !== undefined ? 'virtual linux' : options.usbip !== undefined ? 'usbip' : 'libusb',
    begun: clock.date().toISOString(),
  };
  const lost = (why: Said): void => output.lost('trace', trace, why);
  return [openTraceFile(trace, { header, now: () => clock.now(), lost })];
}

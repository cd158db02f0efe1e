import type { TraceField, TraceMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const fields: Readonly<Record<TraceField, string>> = {
  time: 'a time',
  'hex-pair': 'a pair of hex digits',
  'setup-packet': 'a setup packet',
  'hex-digits': 'a string of hex digits',
  outcome: 'a known outcome',
  devices: 'a list of devices',
  device: 'a device',
};

/** Each stands behind the line it is about. */
export const trace: Texts<TraceMessages> = {
  'trace.too-long': ({ bytes, limit }) => `a trace has at most ${limit} bytes, this file has ${bytes}`,
  'trace.line-too-long': ({ bytes, limit }) => `a line of ${bytes} bytes; the longest has ${limit}`,
  'trace.no-first-line': 'not an odflash trace: it has no first line',
  'trace.no-object': ({ first }) =>
    first ? 'not an odflash trace: the first line is not a JSON object' : 'not a JSON object',
  'trace.not-a-trace': 'not an odflash trace',
  'trace.other-version': ({ found, supported }) =>
    `trace version ${found} is not supported; this odflash reads version ${supported}`,
  'trace.after-end': 'lines after the end of the trace',
  'trace.end-without-reason': 'an end without a reason',
  'trace.unknown-operation': ({ found }) => `unknown operation: ${found}`,
  'trace.wrong-field': ({ field, expected, found }) => `"${field}" is not ${fields[expected]}: ${found}`,
  'trace.wrong-number': ({ field, most, found }) => `"${field}" is not a number up to ${most}: ${found}`,
  'trace.device-without-path': 'a device without a path',
  'trace.wrong-refusal': ({ outcome }) => `${outcome} is not a known reason for a failed open`,
};

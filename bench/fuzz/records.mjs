// What odflash writes itself and reads again: records of interrupted runs, and traces.

import { parseTrace, traceDecoder, traceEncoder } from '@odflash/core/trace';
import { formatRecord, parseRecord } from '../../packages/core/dist/records/record-file.js';
import { encode, json, must, refusedOnly, withCode } from './subject.mjs';

const hash = 'a'.repeat(64);

/** Format 1, in two files. */
const oldJournal = {
  version: 1,
  serial: '325E35633334',
  path: '1-1',
  undo: 'undo-325E35633334.dfu',
  undoComplete: true,
  sectors: [
    { index: 0, old: hash, next: hash, other: [] },
    { index: 1, next: hash, other: [hash] },
  ],
  inProgress: [0, 1],
};
const oldUpdate = {
  version: 1,
  serial: '325E35633334',
  path: '1-1',
  stage: 'writing',
  image: hash,
  begun: '2024-01-01T00:00:00.000Z',
  configuration: { name: 'configuration-325E35633334.json', sha256: hash },
};
const record = {
  version: 2,
  chip: '325E35633334',
  path: '1-1',
  begun: '2024-01-01T00:00:00.000Z',
  program: '1.0.0',
  board: 'v3.6-56V',
  release: '0.5.5',
  flash: {
    image: hash,
    undo: { name: 'undo-325E35633334.dfu', complete: true },
    sectors: oldJournal.sectors,
    inProgress: [0, 1],
  },
  update: { stage: 'writing', image: hash, release: '0.5.6', descriptor: 4660, configuration: oldUpdate.configuration },
};

/** Most damage to a record of hashes makes it another one; a short text leaves some that still reads. */
const shortRecord = {
  version: 2,
  path: 'a port with a long description of where it is',
  begun: 'some day',
  flash: { sectors: [], inProgress: [] },
};

function trace() {
  const encoder = traceEncoder();
  const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1', serial: '325E35633334' };
  const ended = { at: 1, duration: 0.5, outcome: 'ok' };
  const control = (requestType, request, value, data) => ({
    ...ended,
    operation: requestType & 0x80 ? 'control-in' : 'control-out',
    link: 1,
    setup: { requestType, request, value, index: 0 },
    timeoutMs: 5000,
    length: data.length,
    bytes: data.length,
    data: Uint8Array.from(data),
  });
  const bulk = (endpoint, data) => ({ ...control(endpoint & 0x80, 0, 0, data), setup: undefined, endpoint });
  const entries = [
    { ...ended, operation: 'list', devices: [device] },
    { ...ended, operation: 'open', link: 1, device },
    control(0x80, 6, 0x0300, [4, 3, 9, 4]),
    control(0x21, 1, 0, [0x21, 0, 0, 0, 8]),
    control(0xa1, 3, 0, [0, 104, 0, 0, 4, 0]),
    { ...bulk(3, [0x81, 0, 0, 0x80, 4, 0, 1, 0]), operation: 'bulk-out' },
    { ...bulk(0x83, [0x81, 0x80, 1]), operation: 'bulk-in' },
    { operation: 'left', at: 9, device },
  ];
  const header = { odflash: '0.1.0', platform: 'linux', host: 'libusb', begun: '2024-01-01T00:00:00.000Z' };
  return encode(
    [encoder.header(header), ...entries.map((entry) => encoder.entry(entry, 0)), encoder.end('exit')].join(''),
  );
}

/** @type {import('./subject.mjs').Subject[]} */
export const records = [
  {
    name: 'record of a run',
    seeds: [
      record,
      shortRecord,
      { ...shortRecord, board: 'v3.6-56V, as it is printed on the board' },
      oldJournal,
      oldUpdate,
    ].map(json),
    feed(bytes) {
      const found = parseRecord(bytes);
      if (!('record' in found)) return false;
      must('record' in parseRecord(formatRecord(found.record)), 'what was read can be written and read again');
      return true;
    },
  },
  {
    name: 'trace',
    seeds: [trace()],
    feed: (bytes) =>
      refusedOnly(withCode('bad-file'), () => {
        const { entries, header } = parseTrace(bytes);
        const explain = traceDecoder();
        const again = traceEncoder();
        const text = [again.header(header), ...entries.map((entry) => again.entry(entry, 0))].join('');
        must(parseTrace(encode(text)).entries.length === entries.length, 'as many entries when written again');
        for (const entry of entries) explain(entry);
      }),
  },
];

// What lies on disks and servers, and what people type: journals, traces, lists of releases, profiles, other people's
// rules and messages. Parsers that are not part of a package's public face are taken from where they were built.

import { isFlasherError } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import { findSymptoms } from '@odflash/core/diagnosis';
import { parseTrace, traceDecoder, traceEncoder } from '@odflash/core/trace';
import { ruleCover, udevRule } from '@odflash/node';
import { parseProfile } from '@odflash/virtual';
import { formatRecord, parseRecord } from '../../packages/core/dist/records/record-file.js';
import { refusal } from '../../packages/node/dist/catalogue/failure.js';
import { readManifest } from '../../packages/node/dist/catalogue/manifest.js';
import { readReleases } from '../../packages/node/dist/catalogue/repository.js';
import { serviceIn } from '../../packages/node/dist/doctor/windows-drivers.js';
import { decode, encode, must, refusedOnly } from './subject.mjs';

const json = (value) => encode(JSON.stringify(value));
const hash = 'a'.repeat(64);
const address = 'https://api.github.com/repos/odriverobotics/ODrive/releases';

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

const release = {
  tag_name: 'fw-v0.5.6',
  draft: false,
  prerelease: false,
  assets: [
    {
      name: 'ODriveFirmware_v3.6-56V.hex',
      state: 'uploaded',
      size: 600000,
      digest: `sha256:${hash}`,
      browser_download_url: 'https://github.com/odriverobotics/ODrive/releases/download/x.hex',
    },
  ],
};
const file = {
  version: '0.5.6',
  prerelease: false,
  board: 'v3.6-56V',
  name: 'ODriveFirmware_v3.6-56V.hex',
  size: 600000,
  verified: 'publisher',
  sha256: hash,
};
const manifest = {
  format: 'odflash-mirror',
  version: 1,
  files: [{ ...file, path: '0.5.6/ODriveFirmware_v3.6-56V.hex' }],
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

const withCode =
  (...codes) =>
  (error) =>
    isFlasherError(error) && codes.includes(error.code);
const badList = withCode('download-failed');

/** Answers of a server that gives nothing, as status, headers, an empty line and a body. */
const refusals = [
  '403\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1700003600\ndate: Tue, 14 Nov 2023 22:13:20 GMT\n\n{"message":"API rate limit"}',
  '429\nretry-after: 60\n\n',
  '511\ncontent-type: text/html\n\n<!doctype html><html><head><title>Login</title>',
];

/** `undefined` for what no HTTP client hands on. */
function answerIn(text) {
  const [head = '', body = ''] = text.split('\n\n');
  const [status = '', ...lines] = head.split('\n');
  if (!/^[1-5]\d\d$/.test(status)) return undefined;
  const headers = new Headers();
  try {
    for (const line of lines) headers.append(line.split(':')[0], line.slice(line.indexOf(':') + 1));
  } catch {
    return undefined;
  }
  return { status: Number(status), headers, bytes: encode(body) };
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
  {
    name: 'list of releases',
    seeds: [json([release, { ...release, tag_name: 'fw-v0.5.5' }])],
    feed: (bytes) => refusedOnly(badList, () => readReleases(bytes, address)),
  },
  {
    name: 'mirror manifest',
    seeds: [json(manifest)],
    feed: (bytes) =>
      refusedOnly(badList, () => {
        const files = readManifest(bytes, 'https://example.org/manifest.json');
        must(
          files.every(({ path }) => !path.includes('..') && !path.startsWith('/')),
          'no path leads out of the mirror',
        );
      }),
  },
  {
    name: 'refused download',
    seeds: refusals.map(encode),
    feed(bytes) {
      const answer = answerIn(decode(bytes));
      if (!answer) return false;
      const error = refusal(answer, address, answer.bytes);
      if (!error) return true;
      must(isFlasherError(error) && error.code === 'download-failed', 'whatever a server says is a failed download');
      must(error.message.length < 300, 'no server fills the screen');
      return error.details.reason === 'rate-limit';
    },
  },
  {
    name: 'virtual profile',
    seeds: ['v3.6-56V+dfu,rdp=1,seed=7', 'v3.5-24V,stale-abort=3:4,poll=100'].map(encode),
    feed: (bytes) => refusedOnly(withCode('usage'), () => parseProfile(decode(bytes))),
  },
  {
    name: 'udev rules',
    seeds: [encode(udevRule()), encode('ATTRS{idVendor}=="0483|1209", ATTR{idProduct}=="d[f3]*", MODE="0666"\\\n')],
    feed: (bytes) => ruleCover([{ path: 'x.rules', text: decode(bytes) }], usbIds.rom).reach !== 'none',
  },
  {
    name: 'Windows registry',
    seeds: [
      encode(
        'HKEY_LOCAL_MACHINE\\SYSTEM\\Enum\\USB\\VID_0483&PID_DF11\\325E35633334\r\n    Service    REG_SZ    WinUSB\r\n',
      ),
    ],
    feed: (bytes) => serviceIn(decode(bytes), '325E35633334') !== undefined,
  },
  {
    name: 'error messages',
    seeds: ['Device Status: (0, 2, 0, 0)', 'usb.core.USBError: [Errno 13] Access denied'].map(encode),
    feed: (bytes) => findSymptoms(decode(bytes)).length > 0,
  },
];

// What USB/IP adds to flashing 256 KiB: the share of its cost in the time a board on a cable would take. That time is
// counted, not waited for: the session runs on virtual time, each transfer priced as USB prices it (the cost model of
// every figure), flash times typical. Then every kind of transfer that occurred is measured, through client, loopback and
// server, against the same call straight into the same port, answered at once by both, in turns; medians, so that a busy
// machine does not decide. Ratio = (counted time + what USB/IP added to each transfer) / counted time.
// Measured on this machine; never a test. Run `npm run build` first.
//
//   node bench/usbip.mjs [--samples N] [--budget RATIO]     table on stderr, one line of JSON on stdout
//
// With --budget: exit status 1 above that ratio.

import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { systemClock } from '@odflash/core';
import { controlInMs, controlOutMs } from '@odflash/core/board';
import { openDfuTarget } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import { connectUsbip, serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, virtualClock } from '@odflash/virtual';

const { values } = parseArgs({ options: { samples: { type: 'string', default: '1000' }, budget: { type: 'string' } } });
const samples = Number(values.samples);
if (!Number.isInteger(samples) || samples < 10) throw new Error('--samples wants a whole number from 10 on');

const imageLength = 256 * 1024;
const targetRatio = 1.1;
const never = new AbortController().signal;
const none = new Uint8Array(0);

/** A bus without a wire: every call is one submit to the port in the socket. */
function directBus(socket, info) {
  const control = (setup, data, length) => socket.port.submit({ endpoint: 0, setup, data, length }, never);
  return {
    list: async () => (socket.port ? [info] : []),
    watch: () => ({ [Symbol.dispose]: () => undefined }),
    open: async () => ({
      info,
      controlIn: (setup, length) => control(setup, none, length),
      controlOut: (setup, data) => control(setup, data, data.length),
      claim: async () => undefined,
      selectAlternate: async (index, value) =>
        void (await control({ requestType: 0x01, request: 0x0b, value, index }, none, 0)),
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
}

/** Erases, writes and reads back 256 KiB on virtual time: how long that takes, and how often which transfer occurs. */
async function countSession() {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.6-56V+dfu', { clock, seed: 1 });
  const kinds = new Map();
  const socket = {
    port: {
      async submit(transfer, cancel) {
        const { length } = transfer;
        const direction = transfer.setup.requestType & 0x80 && length > 0 ? 'in' : 'out';
        await clock.sleep(direction === 'in' ? controlInMs(length) : controlOutMs(length));
        const kind = `${direction} ${length}`;
        kinds.set(kind, { direction, length, count: (kinds.get(kind)?.count ?? 0) + 1 });
        return board.socket.port.submit(transfer, cancel);
      },
    },
  };
  const bus = directBus(socket, { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1' });
  const device = await findRom(bus);
  await socket.port.submit(configure, never);
  const target = await openDfuTarget({ bus, device, clock });
  const { sectors } = await target.identify();
  await target.parallelism(32);
  const image = Uint8Array.from({ length: imageLength }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 0xff);
  kinds.clear();
  const start = clock.now();
  for (const sector of sectors) {
    const offset = sector.address - 0x0800_0000;
    if (offset >= image.length) break;
    await target.rewrite(sector, [{ address: sector.address, data: image.subarray(offset, offset + sector.length) }]);
  }
  const back = await target.read({ address: 0x0800_0000, length: image.length });
  const ms = clock.now() - start;
  if (Buffer.compare(back, image) !== 0) throw new Error('verification failed');
  await target[Symbol.asyncDispose]();
  return { ms, kinds: [...kinds.values()].sort((a, b) => b.count - a.count) };
}

const configure = {
  endpoint: 0,
  setup: { requestType: 0x00, request: 0x09, value: 1, index: 0 },
  data: none,
  length: 0,
};

/** A device that answers everything at once. */
function instantSocket() {
  const { descriptors } = createVirtualBoard('v3.6-56V+dfu', { clock: virtualClock() }).socket.port;
  const port = {
    speed: 'full',
    descriptors,
    unplugged: never,
    busReset: () => undefined,
    submit: async ({ setup, length }) =>
      setup.requestType & 0x80
        ? { status: 'ok', bytes: length, data: new Uint8Array(length).fill(1) }
        : { status: 'ok', bytes: length, data: none },
  };
  return { path: '1-1', port, watch: () => ({ [Symbol.dispose]: () => undefined }) };
}

/** Median milliseconds of one transfer of that kind on each link, measured in turns. */
async function measure(links, { direction, length }) {
  const data = new Uint8Array(length);
  const setup = { requestType: direction === 'in' ? 0xc0 : 0x40, request: 1, value: 0, index: 0 };
  const times = Object.fromEntries(Object.keys(links).map((way) => [way, []]));
  // The first tenth warms up and does not count.
  for (let i = -samples / 10; i < samples; i++) {
    for (const [way, link] of Object.entries(links)) {
      const start = performance.now();
      if (direction === 'in') await link.controlIn(setup, length, 5000);
      else await link.controlOut(setup, data, 5000);
      if (i >= 0) times[way].push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([way, list]) => [way, median(list)]));
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

const session = await countSession();
const socket = instantSocket();
const server = await serveUsbip([socket], { port: 0 });
const remote = connectUsbip({ host: server.host, port: server.port, clock: systemClock });
const links = {
  direct: await directBus(socket, { path: '1-1' }).open(),
  usbip: await remote.open((await remote.list())[0]),
};

let addedMs = 0;
let transfers = 0;
console.error('transfer      count     direct     USB/IP   adds');
for (const kind of session.kinds) {
  const { direct, usbip } = await measure(links, kind);
  addedMs += kind.count * (usbip - direct);
  transfers += kind.count;
  console.error(
    `${kind.direction.padEnd(3)} ${String(kind.length).padStart(4)} B ${String(kind.count).padStart(8)} ` +
      `${(direct * 1000).toFixed(1).padStart(8)} µs ${(usbip * 1000).toFixed(1).padStart(7)} µs ` +
      `${(kind.count * (usbip - direct)).toFixed(1).padStart(6)} ms`,
  );
}
await links.usbip[Symbol.asyncDispose]();
await server[Symbol.asyncDispose]();

const ratio = (session.ms + addedMs) / session.ms;
console.error(
  `256 KiB erased, written, read back: ${session.ms.toFixed(0)} ms in ${transfers} transfers; ` +
    `USB/IP adds ${addedMs.toFixed(0)} ms: × ${ratio.toFixed(3)} (target ≤ ${targetRatio})`,
);
console.log(JSON.stringify({ v: 1, type: 'bench', name: 'usbip', flashMs: session.ms, transfers, addedMs, ratio }));
if (values.budget !== undefined && ratio > Number(values.budget)) process.exitCode = 1;

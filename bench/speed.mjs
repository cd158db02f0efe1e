// How fast a flash is against what physics allows, on virtual time: the sum of erasing, programming, moving the bytes once
// to the chip and reading them back once, by the cost model below; over an ST-Link the chip reads back by itself. Exits 1 if a
// flash takes longer than it is allowed to.
//   node bench/speed.mjs [--json]        (npm run bench:speed)

import { flash } from '@odflash/core';
import {
  blockMs,
  eraseMs,
  programMs,
  sectors,
  sectorsTouched,
  shortTransferMs,
  typicalTimes,
} from '@odflash/core/board';
import { swdProvider } from '@odflash/core/swd';
import { createVirtualBoard, memoryVault, seededRandom, virtualBus, virtualClock } from '@odflash/virtual';

const KiB = 1024;
const base = sectors[0].address;
const transferLength = 2 * KiB;

/** Noise that starts: no byte is like the one of another seed but by chance. */
function firmware(seed, length) {
  const image = seededRandom(seed, 'firmware').fill(new Uint8Array(length));
  const view = new DataView(image.buffer);
  view.setUint32(0, 0x2002_0000, true);
  view.setUint32(4, base + 0x401, true);
  return image;
}

/** Erase + program + transfer + one read-back of the sectors that are rewritten, in ms; over some wires what the backup reads. */
function physicalMs(rewritten, width, wire, backup) {
  const times = typicalTimes[width];
  const bytes = rewritten.reduce((sum, { length }) => sum + length, 0);
  const erase = rewritten.reduce((sum, sector) => sum + eraseMs(sector, times), 0);
  const saved = backup && wire.countsBackup ? wire.moveMs(bytes) : 0;
  return erase + programMs(bytes, width, times) + wire.moveMs(bytes) + wire.checkMs(bytes) + saved;
}

/** Moving bytes over USB once. */
const readMs = (bytes) => (bytes / transferLength) * blockMs;
const dfu = { profile: 'v3.6-56V+dfu,flash=blank', moveMs: readMs, checkMs: readMs };

/** SWD clocks a word costs; the CRC unit takes 35 ms for 256 KiB. */
const stlink = (probe, { kHz, clocks }) => ({
  profile: `v3.6-56V+stlink,flash=blank,probe=${probe}`,
  target: swdProvider(),
  moveMs: (bytes) => ((bytes / 4) * clocks) / kHz,
  checkMs: (bytes) => (35 * bytes) / (256 * KiB),
  countsBackup: true,
});
const v2 = stlink('v2', { kHz: 4000, clocks: 100 });
const clone = stlink('v2-clone', { kHz: 1800, clocks: 138 });
const v3 = stlink('v3', { kHz: 24_000, clocks: 100 });
/** The most commands a probe may be sent for 256 KiB. */
const maxCommands = 300;

const quarter = firmware(1, 256 * KiB);
const touched = (image) => sectorsTouched({ address: base, length: image.length });
/** The last sector of the quarter differs in one byte; the first one is rewritten because of it. */
const oneByteOff = quarter.with(200 * KiB, quarter[200 * KiB] ^ 0xff);
const oneSector = [sectors[0], sectors[5]];
const whole = firmware(1, 1024 * KiB);

/** `limit`: how many times the physical sum a flash may take; shown without where nothing was promised. */
const cases = [
  { name: '256 KiB, all changed, x32', image: quarter, width: 32, backup: false, limit: 1.05 },
  { name: '256 KiB, all changed, x32, undo backup', image: quarter, width: 32, backup: true, limit: 1.2 },
  { name: '256 KiB, all changed, x8', image: quarter, width: 8, backup: false, limit: 1.05 },
  { name: '256 KiB, all changed, x8, undo backup', image: quarter, width: 8, backup: true, limit: 1.2 },
  { name: '256 KiB, unchanged', image: quarter, width: 32, backup: true, holds: quarter, rewritten: [], limit: 1.15 },
  {
    name: '256 KiB, one sector changed',
    image: quarter,
    width: 32,
    backup: false,
    holds: oneByteOff,
    rewritten: oneSector,
  },
  {
    name: '256 KiB, one sector changed, undo backup',
    image: quarter,
    width: 32,
    backup: true,
    holds: oneByteOff,
    rewritten: oneSector,
  },
  { name: '1 MiB, all changed, x32', image: whole, width: 32, backup: false, limit: 1.05 },
  { name: '1 MiB, all changed, x32, undo backup', image: whole, width: 32, backup: true, limit: 1.2 },
  { name: 'ST-Link V2J37, 256 KiB', wire: v2, image: quarter, width: 32, backup: false, limit: 1.15 },
  { name: 'ST-Link V2J37, 256 KiB, undo backup', wire: v2, image: quarter, width: 32, backup: true, limit: 1.15 },
  { name: 'ST-Link V2J37, 256 KiB, unchanged', wire: v2, image: quarter, width: 32, holds: quarter, maxMs: 600 },
  { name: 'clone V2J17, 256 KiB', wire: clone, image: quarter, width: 32, backup: false, limit: 1.15 },
  { name: 'ST-Link V3, 256 KiB', wire: v3, image: quarter, width: 32, backup: false, limit: 1.15 },
  { name: 'ST-Link V3, 256 KiB, undo backup', wire: v3, image: quarter, width: 32, backup: true, limit: 1.15 },
];

async function measure({ name, wire = dfu, image, width, backup = false, holds, rewritten, limit, maxMs }) {
  const changed = rewritten ?? (holds === image ? [] : touched(image));
  const clock = virtualClock();
  const board = createVirtualBoard(wire.profile, { clock });
  board.flash.set(holds ?? firmware(2, image.length));
  const bus = virtualBus(board.probe ? [board, board.probe] : [board], { clock });
  const env = { bus, clock, vault: memoryVault(), target: wire.target };
  const request = { image: { format: 'raw', segments: [{ address: base, data: image }], notes: [] }, backup };
  // The configuration sectors are part of a 1 MiB image; they are written by their own consent alone.
  const consent = [{ what: 'raw-config', serial: board.serial }];
  const report = await flash(env, { ...request, x32: width === 32, consent, ask: async () => 'yes' });
  if (Buffer.compare(board.flash.subarray(0, image.length), image) !== 0) throw new Error(`${name}: wrong flash`);
  const physical = changed.length > 0 ? physicalMs(changed, width, wire, backup) : wire.checkMs(image.length);
  const phases = Object.fromEntries(report.phases.map(({ phase, actualMs }) => [phase, Math.round(actualMs)]));
  const ratio = report.ms / physical;
  const planned = report.plan.totals.ms;
  const commands = board.probe?.commands();
  const talksTooMuch = !backup && commands > maxCommands;
  return {
    name,
    physicalMs: physical,
    plannedMs: planned,
    actualMs: report.ms,
    ratio,
    limit,
    ...(commands && { commands }),
    ok: !(ratio > limit) && !(report.ms > maxMs) && !talksTooMuch,
    phases,
  };
}

function printModel() {
  const times = typicalTimes[32];
  console.log('Cost model (packages/core/src/board/cost-model.ts and stm32f405.ts, typical times of DS8626 table 40):');
  console.log(`  short control transfer ${shortTransferMs} ms; 2 KiB down or up with its polls ${blockMs} ms`);
  console.log(
    `  erase of 16/64/128 KiB: x32 ${Object.values(times.erase).join('/')} ms, x8 ${Object.values(typicalTimes[8].erase).join('/')} ms`,
  );
  console.log(`  one program unit (x32: 4 bytes, x8: 1 byte) ${times.unit * 1000} µs`);
  console.log('  ST-Link: a command 1 ms; 100 SWD clocks a word (138 at J17); the CRC unit 35 ms for 256 KiB');
  console.log('Physical sum = erase + program + transfer + one read-back of the sectors that are rewritten;');
  console.log('with an ST-Link the read-back is one CRC pass, and an undo backup adds the reading of those sectors.\n');
}

function printTable(results) {
  const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`.padStart(9);
  console.log(`${'flash'.padEnd(44)} physical   planned    actual   ratio   limit`);
  for (const { name, physicalMs: physical, plannedMs, actualMs, ratio, limit, commands, ok } of results) {
    const bound = limit ? limit.toFixed(2).padStart(8) : '       -';
    const times = `${seconds(physical)} ${seconds(plannedMs)} ${seconds(actualMs)}`;
    console.log(
      `${name.padEnd(44)}${times} ${ratio.toFixed(3).padStart(7)}${bound}${commands ? `  ${commands} commands` : ''}${ok ? '' : '  TOO SLOW'}`,
    );
  }
}

const results = [];
for (const one of cases) results.push(await measure(one));
if (process.argv.includes('--json')) {
  const model = { shortTransferMs, blockMs, typicalTimes };
  console.log(JSON.stringify({ v: 1, type: 'speed', model, results }));
} else {
  printModel();
  printTable(results);
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

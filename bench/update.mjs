// What an update of a running board takes, on virtual time: every line of the bill, and what it is beside their sum. The
// cost of a transfer is that of packages/core/src/board/cost-model.ts, flash times are DS8626's typical ones.
//
//   node bench/update.mjs [--check]      a table on stderr, one line of JSON on stdout; --check: exit status 1 over the budget

import { parseArgs } from 'node:util';
import { boardVersion, readImage, update } from '@odflash/core';
import { controlOutMs, eraseMs, programMs, sectors, shortTransferMs, typicalTimes } from '@odflash/core/board';
import { classifyDevice } from '@odflash/core/discovery';
import { connectOdrive, openUsbChannel } from '@odflash/core/odrive';
import { createVirtualBoard, factoryFirmware, memoryVault, virtualBus, virtualClock } from '@odflash/virtual';

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const version = 'v3.6-56V';
/** Releases 0.5.2 to 0.5.6 take 220 to 262 KiB. */
const imageBytes = 240 * 1024;
const [before, after] = ['0.5.5', '0.5.6'];
/** How long the virtual board takes from leaving the bus to being on it again: ROM, firmware. */
const modelledMs = { rom: 250, firmware: 400 };
const overheadLimit = 0.1;
const connectLimit = 3;
const roundTripLimit = 1_600;

const firmware = (seed, release) => factoryFirmware(boardVersion(version), seed, imageBytes, release);

/** A board that has run firmware of that size for a while. */
async function runningBoard() {
  const clock = virtualClock();
  const board = createVirtualBoard(`${version},firmware=${before}`, { clock });
  board.flash.set(firmware(1, before));
  board.powerCycle();
  await clock.sleep(5_000);
  board.recorder.clear();
  return { clock, board, bus: virtualBus([board], { clock }), vault: memoryVault() };
}

/** Request and reply: 12 bytes out, a packet in. */
const roundTripMs = controlOutMs(12) + shortTransferMs;

/** Milliseconds the firmware's own flash operations take. */
function operationMs({ kind, sector, length, width }) {
  const times = typicalTimes[width];
  return kind === 'erase' ? eraseMs(sectors[sector], times) : programMs(length, width, times);
}

async function measure(env, board) {
  let engineDone = Number.POSITIVE_INFINITY;
  const image = readImage(firmware(2, after));
  const start = env.clock.now();
  const report = await update(env, {
    firmware: { image, name: 'firmware.bin' },
    ask: async () => 'yes',
    onEvent: ({ type, stage }) => {
      if (type === 'stage' && stage === 'start') engineDone = env.clock.now();
    },
  });
  const saving = board.recorder.operations.filter(({ at }) => at >= engineDone);
  const { roundTrips } = report.stats;
  const lines = [
    ['flash: inspect, erase, write, read back', report.flash.ms],
    [`${roundTrips} native round trips (descriptors, properties)`, roundTrips * roundTripMs],
    ['into DFU mode: the bootloader appears', modelledMs.rom],
    ['start: the new firmware appears', modelledMs.firmware],
    ['save: the firmware writes its configuration', saving.reduce((sum, operation) => sum + operationMs(operation), 0)],
    ['save: the firmware appears again', modelledMs.firmware],
  ];
  return { lines, totalMs: env.clock.now() - start, report };
}

async function connectedIn({ clock, bus, vault }) {
  const device = (await bus.list()).find((info) => classifyDevice(info) === 'runtime');
  const odrive = await connectOdrive(await openUsbChannel(() => bus.open(device)), { clock, vault });
  await odrive[Symbol.asyncDispose]();
  return odrive.roundTrips;
}

function row(text, ms) {
  process.stderr.write(`${text.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms\n`);
}

const { board, ...env } = await runningBoard();
const { lines, totalMs, report } = await measure(env, board);
const sumMs = lines.reduce((sum, [, ms]) => sum + ms, 0);
const overhead = totalMs / sumMs - 1;
const knownRoundTrips = await connectedIn(env);
process.stderr.write(
  `Update of a running ${version} from ${before} to ${after}, ${imageBytes / 1024} KiB, no descriptor kept\n`,
);
for (const [text, ms] of lines) row(text, ms);
row('sum', sumMs);
row(`the whole update (${(100 * overhead).toFixed(1)} % above the sum)`, totalMs);
for (const { stage, ms } of report.times) row(`  of it ${stage}`, ms);
const { written, values } = report.configuration;
process.stderr.write(`configuration: ${values.length} values, ${written} written, every one read back\n`);
process.stderr.write(`descriptor known: connected in ${knownRoundTrips} round trips\n`);
const ok = overhead <= overheadLimit && knownRoundTrips <= connectLimit && report.stats.roundTrips <= roundTripLimit;
process.stderr.write(
  `budget: ${100 * overheadLimit} % above the sum, ${connectLimit} round trips to connect, ${roundTripLimit} in all: ${ok ? 'kept' : 'MISSED'}\n`,
);
const rounded = Object.fromEntries(lines.map(([text, ms]) => [text, Math.round(ms)]));
const figures = { sumMs: Math.round(sumMs), totalMs: Math.round(totalMs), overhead: Number(overhead.toFixed(4)) };
process.stdout.write(
  `${JSON.stringify({ v: 1, type: 'bench', name: 'update', ...figures, lines: rounded, knownRoundTrips, ok })}\n`,
);
if (options.check && !ok) process.exitCode = 1;

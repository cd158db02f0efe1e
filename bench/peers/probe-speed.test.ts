// One guest, and 256 KiB flashed again and again through an ST-Link by three tools, for the clock. Started by
// bench/peers.mjs --via stlink --timed.

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, realTime, seededRandom } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { bootGuest } from '../../test/guest/machine/guest.ts';
import { judge } from './outcome.ts';
import { rows } from './page.ts';
import { attachedTo, type ProbeTool, probeToolsIn } from './probe-tools.ts';

const rounds = 5;
const probes = [
  { option: 'v2', usbId: '0483:3748', name: 'ST-Link/V2 (V2J37)' },
  { option: 'v3', usbId: '0483:374e', name: 'ST-Link V3' },
] as const;
const project = fileURLToPath(new URL('../..', import.meta.url));

function largeImage(): Uint8Array {
  const random = seededRandom(1, 'large image');
  const image = Uint8Array.from({ length: 256 * 1024 }, () => random.below(256));
  new DataView(image.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(image.buffer).setUint32(4, 0x0800_0201, true);
  return image;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

test('256 KiB through an ST-Link: OpenOCD, st-flash and odflash, median of five', async () => {
  await using guest = await bootGuest();
  const image = largeImage();
  writeFileSync(join(guest.share, 'large.bin'), image);
  const lines: string[][] = [];
  let versions: readonly string[] = [];
  for (const { option, usbId, name } of probes) {
    const tools = await probeToolsIn(guest, attachedTo(guest, usbId));
    versions = tools.map((tool) => `${tool.name} (${tool.version})`);
    const seconds = new Map<ProbeTool['name'], number[]>(tools.map((tool) => [tool.name, []]));
    for (let round = 1; round <= rounds; round++) {
      for (const tool of tools) {
        const board = createVirtualBoard(`v3.6-56V+stlink,probe=${option},seed=${round}`, { clock: realTime() });
        if (!board.probe) throw new RangeError('no ST-Link');
        const before = board.flash.slice();
        await using server = await serveUsbip([board.probe.socket], { port: 0 });
        const job = {
          port: server.port,
          file: 'large.bin',
          name: `speed-${option}-${round}-${tool.name}`,
          plain: true,
        };
        const ended = await tool.flash(job);
        const { kind } = judge(board, before, image, ended);
        if (kind === 'failed') throw new Error(`${tool.name}: ${ended.stdout}${ended.stderr}`);
        console.log(`${name}, round ${round}: ${tool.name} ${ended.seconds.toFixed(1)} s`);
        seconds.get(tool.name)?.push(ended.seconds);
      }
    }
    const of = (tool: ProbeTool['name']) => median(seconds.get(tool) ?? []);
    const [openocd, stFlash, own] = [of('OpenOCD'), of('st-flash'), of('odflash')];
    const cells = [openocd, stFlash, own].map((time) => `${time.toFixed(1)} s`);
    lines.push([name, ...cells, (own / openocd).toFixed(2), (own / stFlash).toFixed(2)]);
  }
  const table = rows(['', 'OpenOCD', 'st-flash', 'odflash', 'odflash / OpenOCD', 'odflash / st-flash'], lines);
  console.log(`\n${table}`);
  const page = `# 256 KiB through an ST-Link, in real time

Written by \`npm run bench:peers -- --via stlink --timed\` on ${cpus().length} processors: ${versions.join(', ')}, Node.js ${process.version}.

The whole program from start to end: erase, program, verify and start 256 KiB with everything changed, on a virtual board in real time
behind a virtual ST-Link; median of ${rounds}. OpenOCD and st-flash run in a Debian kernel in QEMU, odflash beside it, with \`--no-backup\` since
the others save nothing; each at its own default clock. Figures of virtual time, which no machine disturbs, are in the README.

${table}
`;
  writeFileSync(join(project, 'docs/stlink-speed.md'), page);
  expect(lines).toHaveLength(probes.length);
});

// npm run bench:peers: dfu-util and odflash on the same virtual board with the same single faults, both as people run them,
// in a Debian kernel in QEMU (test/guest), in real time: a quarter of an hour. Ends with the table, and writes it, with every run,
// to docs/peers-under-faults.md. Exit status 1 if odflash did not survive a fault.
//
//   node bench/peers.mjs [--runs N] [--seed S] [--only KIND] [--from N] [--via stlink [--timed]]
//
// --runs: faults, each met by both tools; the kinds take turns. The same seed gives the same faults. --only, --from: faults
// of one kind, or from the n-th on; the page is not written then. --via stlink: OpenOCD, st-flash and odflash through an ST-Link;
// the page is docs/peers-stlink.md. --timed: instead of faults, how long they take; the page is docs/stlink-speed.md.

import { parseArgs } from 'node:util';
import { ensureGuestImage } from '../scripts/test/guest-image.mjs';
import { build, ensureInstalled, runTool } from '../scripts/workspace.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    from: { type: 'string', default: '1' },
    via: { type: 'string', default: 'dfu' },
    timed: { type: 'boolean', default: false },
  },
});
for (const name of ['runs', 'seed', 'from'])
  if (!/^[1-9]\d{0,8}$/.test(values[name])) throw new Error(`--${name} wants a whole number from 1 on`);

if (!['dfu', 'stlink'].includes(values.via)) throw new Error('--via wants dfu or stlink');
if (values.timed && values.via !== 'stlink') throw new Error('--timed goes with --via stlink');
const file = values.timed ? 'probe-speed' : values.via === 'stlink' ? 'probe-campaign' : 'peers/campaign';

ensureGuestImage();
ensureInstalled();
build();
runTool('vitest', ['run', '--config', 'bench/peers/vitest.config.ts', file, '--disable-console-intercept'], {
  env: { ...process.env, PEERS: JSON.stringify(values) },
});

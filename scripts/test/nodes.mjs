// npm run test:nodes: on Node 22 and 24, from npm, the tests of what stands on Node itself: USB and USB/IP, files, network, streams,
// signals, processes, the command. The engine below is plain ECMAScript, which npm test tries on Node 20. Arguments go to Vitest in
// place of these folders and files; `packages test/cli` is nearly everything.

import { build, ensureInstalled, runTool } from '../workspace.mjs';
import { ensureRuntime } from './runtimes.mjs';

const ofTheCommand = [
  'chip/convert',
  'chip/flash',
  'chip/read-verify',
  'inspect/list-info',
  'inspect/report',
  'inspect/trace',
  'process/clock',
  'process/places',
  'process/stopped',
  'process/streams',
  'process/virtual',
  'shell/keyboard',
  'shell/terminal',
  'terminal/questions',
  'update/catalogue',
  'update/update',
];
const onNode = [
  'packages/cli/test',
  'packages/node/test',
  'packages/usbip/test',
  'test/usbip.test.ts',
  'test/examples.test.ts',
  'test/readme.test.ts',
  ...ofTheCommand.map((name) => `test/cli/${name}.test.ts`),
];

const [, , ...chosen] = process.argv;

ensureInstalled();
build();
for (const release of [22, 24]) {
  console.error(`Node ${release}`);
  const { program } = ensureRuntime(release);
  runTool('vitest', ['run', ...(chosen.length > 0 ? chosen : onNode)], { program });
}

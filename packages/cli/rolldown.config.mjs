// The command as people install it: few files instead of a few hundred, because finding and opening modules is most of what
// a start costs. What a command does is still loaded only when it runs (dynamic imports stay chunks of their own).

import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// biome-ignore lint/style/noDefaultExport: rolldown reads the default export
export default {
  input: here('build/main.js'),
  platform: 'node',
  // A native addon finds its binary beside itself.
  external: ['usb'],
  output: { dir: here('dist'), format: 'esm', cleanDir: true, sourcemap: true },
};

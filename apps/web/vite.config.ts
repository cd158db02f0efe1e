// The page from the sources of the packages: one entry, the engine and the demo in chunks of their own.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { sourceEntries } from '../../test/support/source-entries.ts';
import { button } from './build/button.ts';
import { offline } from './build/offline.ts';
import { words } from './build/words.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
const root = fileURLToPath(new URL('../..', import.meta.url));
const alias = Object.entries(sourceEntries(root)).map(([entry, replacement]) => ({
  find: new RegExp(`^${entry}$`),
  replacement,
}));

export default defineConfig({
  // Served from any folder of any host.
  base: './',
  define: { __ODFLASH_VERSION__: JSON.stringify(version) },
  resolve: { alias },
  plugins: [button(), offline(), words()],
  build: {
    // What has WebUSB in all its parts; `await using` is lowered.
    target: 'chrome110',
    modulePreload: {
      polyfill: false,
      // What is fetched later finds its own parts: naming them here makes the first load larger.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === 'html' ? files : files.filter((file) => file.endsWith('.css')),
    },
    reportCompressedSize: false,
    // A data: URL would need a wider policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // By the module that is fetched, `demo-element`: other files know by it what a visit needs.
        chunkFileNames: ({ name, facadeModuleId }) => {
          const [, path] = /src\/([\w/-]+)\.ts$/.exec(facadeModuleId ?? '') ?? [];
          return `assets/${path?.replaceAll('/', '-') ?? name}-[hash].js`;
        },
        // What is fetched together is one file, which packs better than many: a module with all that it imports. main.ts waits for
        // others at its top, and who waits for it in turn would wait forever: nothing may be imported from its file.
        codeSplitting: {
          groups: [
            { name: 'page', test: /src\/(model\/flasher|view\/app|platform\/browser-platform)\.ts$/, priority: 3 },
            { name: 'core', test: /src\/engine\/engine\.ts$/, priority: 2 },
            ...['en', 'de', 'zh'].map((tag) => ({
              name: `sentences-${tag}`,
              test: new RegExp(`src/(${tag}/flashing|text/next-${tag})\\.ts$`),
              priority: 1,
            })),
          ],
        },
      },
    },
  },
});

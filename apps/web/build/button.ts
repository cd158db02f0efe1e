// The script of <odflash-button> as a part of the build: button.js beside the page, under a name that never changes.

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export function button(): Plugin {
  return {
    name: 'odflash-button',
    apply: 'build',
    buildStart() {
      const id = fileURLToPath(new URL('../src/button/button.ts', import.meta.url));
      this.emitFile({ type: 'chunk', id, fileName: 'button.js' });
    },
  };
}

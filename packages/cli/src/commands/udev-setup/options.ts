// What odflash udev-setup was called with. Types only.

import type { OutputOptions } from '../../options.ts';

export interface UdevSetupOptions extends OutputOptions {
  readonly everyone?: true | undefined;
  readonly print?: true | undefined;
}

// Messages about errors that a board reports, and about what stands in the way on this computer.

import type { Said } from '@odflash/core/messages';

export interface HealthMessages {
  'health.row-cause': undefined;
  'health.row-remedy': undefined;
  'health.latched': { readonly value: string };
  'health.misconfigured': undefined;
  'health.misconfigured-cause': undefined;
  'health.misconfigured-remedy': undefined;
  'health.problems': { readonly count: number };
  'health.finding': { readonly title: Said; readonly about: readonly Said[] };
}

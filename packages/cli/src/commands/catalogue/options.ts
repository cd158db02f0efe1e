// What odflash catalogue was called with. Types only.

import type { CatalogueOptions, OutputOptions } from '../../options.ts';

export interface ListReleasesOptions extends OutputOptions, CatalogueOptions {
  /** Board versions by name; all if missing. */
  readonly board?: readonly string[] | undefined;
  readonly prereleases?: true | undefined;
}

// From options to the catalogue of firmware releases. Real time and the real network, whatever bench the boards are on.

import { type Log, systemClock } from '@odflash/core';
import { type Catalogue, openCatalogue } from '@odflash/node';
import type { CatalogueOptions } from '../options.ts';
import { cacheVault } from '../user-dirs.ts';

/** Asks nothing yet. Throws `usage` for a `--release-url` that can be none. */
export function openReleases({ releaseUrl, offline }: CatalogueOptions, log: Log): Catalogue {
  return openCatalogue({
    clock: systemClock,
    cache: cacheVault(),
    log,
    releaseUrl,
    offline,
  });
}

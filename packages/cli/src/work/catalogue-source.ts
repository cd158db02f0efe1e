// From options to the catalogue of firmware releases. Real time and the real network, whatever bench the boards are on.

import { homedir } from 'node:os';
import { type Log, systemClock } from '@odflash/core';
import { type Catalogue, cacheFolder, fileVault, openCatalogue } from '@odflash/node';
import type { CatalogueOptions } from '../options.ts';

/** Asks nothing yet. Throws `usage` for a `--release-url` that can be none. */
export function openReleases({ releaseUrl, offline }: CatalogueOptions, log: Log): Catalogue {
  const { platform, env } = process;
  const cache = fileVault(cacheFolder({ platform, env, home: homedir() }));
  return openCatalogue({
    clock: systemClock,
    cache,
    log,
    ...(releaseUrl !== undefined && { releaseUrl }),
    ...(offline && { offline }),
  });
}

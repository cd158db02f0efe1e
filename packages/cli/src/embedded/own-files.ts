// Takes the place of own-files.ts in the self-contained binaries, which bring these files as assets.

import { getAsset } from 'node:sea';

/**
 * The text of a file that comes with the command. Throws what `getAsset` throws.
 * @public scripts/binary/bundle.mjs puts it in place.
 */
export const ownFile: typeof import('../own-files.ts').ownFile = (name) => getAsset(name, 'utf8');

/**
 * A binary holds no file that another command could be given.
 * @public
 */
export function ownSample(): undefined {
  return undefined;
}

/**
 * The web page, each file an asset, their names in another one.
 * @public
 */
export const ownPage: typeof import('../own-files.ts').ownPage = () => ({
  names: JSON.parse(getAsset('page.json', 'utf8')) as readonly string[],
  read: (name) => new Uint8Array(getAsset(`page/${name}`)),
});

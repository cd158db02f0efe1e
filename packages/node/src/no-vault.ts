// The vault of an account that has no folder: containers run under numbers without a name, and some services without HOME.

import type { Vault } from '@odflash/core';

/** Nothing is in it, and whatever is to be kept is refused, saying why. */
export const noVault: Vault = {
  put: async () => {
    throw new Error('HOME is not set, and this user has no home folder');
  },
  get: async () => undefined,
  list: async () => [],
  remove: async () => undefined,
  locate: (name) => name,
};

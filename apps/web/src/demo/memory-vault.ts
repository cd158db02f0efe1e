// A vault that is forgotten with the page.

import type { Vault } from '@odflash/core';

export function memoryVault(): Vault {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (name, bytes) => void files.set(name, bytes.slice()),
    get: async (name) => files.get(name)?.slice(),
    list: async (prefix) => [...files.keys()].filter((name) => name.startsWith(prefix)).sort(),
    remove: async (name) => void files.delete(name),
    locate: (name) => name,
  };
}

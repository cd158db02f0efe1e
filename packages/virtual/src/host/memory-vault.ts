// The disk of a virtual machine: files that are forgotten with the program.

import type { Vault } from '@odflash/core';

/** A vault in memory, and what is in it. */
export interface MemoryVault extends Vault {
  /** By name; what is put and what is given back are copies. */
  readonly files: Map<string, Uint8Array>;
}

/** An empty one. */
export function memoryVault(): MemoryVault {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    put: async (name, bytes) => void files.set(name, bytes.slice()),
    get: async (name) => files.get(name)?.slice(),
    list: async (prefix) => [...files.keys()].filter((name) => name.startsWith(prefix)).sort(),
    remove: async (name) => void files.delete(name),
    locate: (name) => name,
  };
}

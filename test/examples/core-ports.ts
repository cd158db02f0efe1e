// A platform of one's own: a vault in memory, whatever clock and bus there are.
import { inspectBoard } from '@odflash/core';
import type { Vault } from '@odflash/core/ports';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const files = new Map<string, Uint8Array>();
const vault: Vault = {
  put: async (name, bytes) => void files.set(name, bytes.slice()),
  get: async (name) => files.get(name)?.slice(),
  list: async (prefix) => [...files.keys()].filter((name) => name.startsWith(prefix)).sort(),
  remove: async (name) => void files.delete(name),
  locate: (name) => `memory:${name}`,
};
const clock = virtualClock();
const bus = virtualBus([createVirtualBoard('v3.6-56V+dfu', { clock })], { clock });
const { identity } = await inspectBoard({ bus, clock, vault }, {});
console.log(identity.board.known && identity.board.version.name, files.size);

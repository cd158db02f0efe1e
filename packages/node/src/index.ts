// The public face of @odflash/node.

export { fileVault } from './file-vault.ts';
export { type Surroundings, stateFolder } from './folders.ts';

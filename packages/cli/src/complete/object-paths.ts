// Names in the object trees of firmware, for completion.

export { completeKnownPath, enumerationNames } from '@odflash/core/odrive';

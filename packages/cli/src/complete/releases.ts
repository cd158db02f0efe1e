// Releases of the firmware, for completion.

export { releaseVersions } from '@odflash/node';

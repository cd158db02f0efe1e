// Profiles of virtual boards, for completion.

export { profileNames } from '@odflash/virtual';

// Files that survive a power cut, and the releases ODrive published.
import { systemClock } from '@odflash/core';
import { fileVault, openCatalogue } from '@odflash/node';

const catalogue = openCatalogue({ clock: systemClock, cache: fileVault('.cache/releases'), offline: true });
const [newest] = await catalogue.entries();
console.log(newest?.version, catalogue.place);

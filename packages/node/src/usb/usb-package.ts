// The package `usb` as npm installed it. The only file that loads native code, and only when it is needed; the
// self-contained binaries have another one in its place.

import { createRequire } from 'node:module';
import { sep } from 'node:path';

const require = createRequire(import.meta.url);

/** A new copy of the package, which has its own libusb context. Throws what loading it throws. */
export function usbPackage(): typeof import('usb') {
  const inPackage = `${sep}node_modules${sep}usb${sep}`;
  for (const file of Object.keys(require.cache)) if (file.includes(inPackage)) delete require.cache[file];
  return require('usb') as typeof import('usb');
}

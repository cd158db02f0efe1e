// The public face of @odflash/node.

export { fileVault } from './file-vault.ts';
export { type Surroundings, stateFolder } from './folders.ts';
export { isOfInterest, stlinkIds } from './usb/known-devices.ts';
export { type UsbBusOptions, usbBus } from './usb/libusb-bus.ts';
export { type LinuxDevice, type LinuxDevices, linuxDevices } from './usb/linux-devices.ts';
export type { UsbLibrary } from './usb/usb-library.ts';

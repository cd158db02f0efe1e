/**
 * The public face of @odflash/node.
 *
 * {@includeCode ../../../test/examples/node.ts}
 *
 * @module
 */

export { type Catalogue, type CatalogueOptions, openCatalogue } from './catalogue/catalogue.ts';
export { type FirstDownload, firstDownloadOf } from './catalogue/downloads.ts';
export type { CatalogueEntry } from './catalogue/entry.ts';
export { releaseVersions } from './catalogue/finished-line.ts';
export {
  type MirroredFile,
  type MirrorOutcome,
  type MirrorReport,
  type MirrorRequest,
  makeMirror,
} from './catalogue/make-mirror.ts';
export { isDeviceName } from './device-name.ts';
export { diagnose } from './doctor/diagnose.ts';
export type {
  DeviceKind,
  DoctorFacts,
  ExaminedDevice,
  LinuxFacts,
  UdevRuleFile,
  WindowsFacts,
} from './doctor/facts.ts';
export { type Finding, type FindingCode, findingTable } from './doctor/findings.ts';
export { type GatherOptions, gatherFacts } from './doctor/gather.ts';
export type { LinuxView } from './doctor/linux-facts.ts';
export type { RunProgram } from './doctor/run-program.ts';
export { type RuleCover, ruleCover } from './doctor/udev-cover.ts';
export { type SetupStep, type UdevRuleOptions, udevRule, udevRulePath, udevSetup } from './doctor/udev-rule.ts';
export { carryOutSetup, type SetupActions } from './doctor/udev-setup.ts';
export { bootloaderDriver } from './doctor/windows-drivers.ts';
export { type FileSystem, fileVault, type OpenedFile } from './file-vault.ts';
export { cacheFolder, type FolderFacts, stateFolder } from './folders.ts';
export { makeFolder } from './make-folder.ts';
export { noVault } from './no-vault.ts';
export { partName } from './part-name.ts';
export { replaceFile } from './replace-file.ts';
export { type SerialBoard, serialBoard } from './serial/serial-board.ts';
export { openSerialPort } from './serial/serial-port.ts';
export { type StlinkServer, type StlinkServerOptions, serveStlink } from './stlink-server/server.ts';
export { stlinkIds } from './usb/known-devices.ts';
export { type UsbBusOptions, usbBus } from './usb/libusb-bus.ts';
export { type LinuxDevice, type LinuxDevices, linuxDevices } from './usb/linux-devices.ts';
export type { UsbLibrary } from './usb/usb-library.ts';
export { openVirtualStore } from './virtual/virtual-store.ts';

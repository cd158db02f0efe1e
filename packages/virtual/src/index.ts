// The public face of @odflash/virtual.

export { createVirtualBoard, type VirtualBoard, type VirtualBoardOptions } from './board.ts';
export { type Plugged, type VirtualBusOptions, virtualBus } from './bus.ts';
export { type BootVerdict, judgeBoot } from './chip/boot.ts';
export type { BrakePulse, Breach, Operation, Recorder, Rule, Strike } from './chip/recorder.ts';
export { type Cancel, type VirtualClock, type VirtualClockOptions, virtualClock } from './clock.ts';
export { factoryFirmware, factoryFlash, odriveStrings, otherFirmware } from './factory-image.ts';
export type { Knob } from './faults/knob.ts';
export { type BoardSettings, healthy } from './faults/settings.ts';
export { faultNames, faults } from './faults/table.ts';
export { type HostLinkOptions, hostLink } from './host.ts';
export { type HostModel, type HostName, hostModels } from './host-models.ts';
export type { BootSwitch, Jump } from './mainboard.ts';
export {
  type ConfigurationValues,
  defaultConfiguration,
  eraseConfiguration,
  installedRelease,
  storeConfiguration,
  storedConfiguration,
} from './odrive/flash-configuration.ts';
export { type FirmwareTraits, releases as firmwareReleases } from './odrive/releases.ts';
export { type Profile, parseProfile, profileNames } from './profile.ts';
export { type Random, seededRandom } from './random.ts';
export { realTime } from './real-time.ts';
export { ReplayDifference, type Replayed, type ReplayOptions, replayBus, replayLink } from './replay.ts';
export type { RomRegisters } from './rom/commands.ts';
export type { Runtime, RuntimeEnvironment, RuntimeFactory } from './runtime/odrive.ts';
export { isSavedState } from './saved-state.ts';
export { type BoardStore, memoryStore, type Running, type SavedBoard, type SavedState } from './store.ts';
export type { Endpoint } from './usb/function.ts';

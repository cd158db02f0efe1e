/**
 * The public face of @odflash/virtual.
 *
 * {@includeCode ../../../test/readme/library-example.ts}
 *
 * @module
 */

export { createVirtualBoard, type VirtualBoard, type VirtualBoardOptions } from './board/board.ts';
export { factoryFirmware, factoryFlash, otherFirmware } from './board/factory-image.ts';
export type { BootSwitch, Jump } from './board/hardware.ts';
export { type Profile, parseProfile, profileNames } from './board/profile.ts';
export { isSavedState } from './board/saved-state.ts';
export {
  type BoardStore,
  type MemoryStore,
  memoryStore,
  type Running,
  type SavedBoard,
  type SavedState,
} from './board/store.ts';
export { type BootVerdict, judgeBoot } from './chip/boot.ts';
export type { BrakePulse, Operation, Recorder, Rule, Strike, Violation } from './chip/recorder.ts';
export type { BoardOption } from './faults/board-option.ts';
export type { BoardSettings } from './faults/settings.ts';
export { faultNames, faults, optionsOfProbe } from './faults/table.ts';
export { type Plugged, type VirtualBusOptions, virtualBus } from './host/bus.ts';
export { type HostModel, type HostName, hostModels } from './host/host-models.ts';
export { type MemoryVault, memoryVault } from './host/memory-vault.ts';
export {
  type Chooser,
  type VirtualWebUsb,
  type VirtualWebUsbOptions,
  virtualWebUsb,
  webUsbOn,
} from './host/web-usb.ts';
export {
  type ConfigurationValues,
  defaultConfiguration,
  eraseConfiguration,
  installedRelease,
  storeConfiguration,
  storedConfiguration,
} from './odrive/configuration/flash-configuration.ts';
export type { Runtime, RuntimeEnvironment, RuntimeFactory } from './odrive/protocol/usb.ts';
export type { VirtualProbe } from './probe/probe.ts';
export { ReplayDifference, type Replayed, type ReplayOptions, replayBus, replayLink } from './replay/replay.ts';
export type { RomRegisters } from './rom/commands.ts';
export { type Cancel, type VirtualClock, type VirtualClockOptions, virtualClock } from './time/clock.ts';
export { type Random, seededRandom } from './time/random.ts';
export { realTime } from './time/real-time.ts';
export type { Endpoint } from './usb/function.ts';

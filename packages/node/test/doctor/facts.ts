// Parts of machines for the diagnosis: boards, a Linux, devices that do not open.

import type { UsbDeviceInfo } from '@odflash/core';
import type { LinkFailure } from '@odflash/core/ports';
import { type DoctorFacts, type ExaminedDevice, type LinuxFacts, udevRule } from '../../src/index.ts';

export const rom: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2',
  serial: '356D38673332',
};
export const runtime: UsbDeviceInfo = { ...rom, vendorId: 0x1209, productId: 0x0d32 };
export const probe: UsbDeviceInfo = { ...rom, productId: 0x374b, path: '1-3', serial: '066BFF' };

export const linux: LinuxFacts = {
  kernel: '6.1.0-18-amd64',
  isRoot: false,
  isContainer: false,
  udevRuns: true,
  hasSeat: true,
  rules: [],
  modemManagerRuns: false,
};
export const ours = { path: '/etc/udev/rules.d/70-odflash.rules', text: udevRule() };
export const node = { path: '/dev/bus/usb/001/005', mode: '0664' };

export function facts(devices: readonly ExaminedDevice[], more: Partial<DoctorFacts> = {}): DoctorFacts {
  return { platform: 'linux', devices, deviceCount: devices.length + 2, linux, ...more };
}

export const closed: ExaminedDevice = {
  device: rom,
  kind: 'rom',
  failure: 'access',
  failureText: 'open: LIBUSB_ERROR_ACCESS',
  node,
};

export function elsewhere(platform: NodeJS.Platform, device: ExaminedDevice): DoctorFacts {
  return { platform, devices: [device], deviceCount: 3 };
}

export function failing(failure: LinkFailure, more: Partial<ExaminedDevice> = {}): ExaminedDevice {
  return { device: rom, kind: 'rom', failure, failureText: 'what it said', ...more };
}

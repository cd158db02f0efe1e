// What odflash doctor can find, as data: how serious it is, what a command fails with that meets it, and what a person does
// about it. When each applies is decided in diagnose.ts; the words are in @odflash/messages.

import type { ErrorCode } from '@odflash/core';
import type { DoctorFindingMessages, DoctorStepMessages, Said } from '@odflash/core/messages';

/** What the doctor can find. */
export type FindingCode = keyof DoctorFindingMessages extends `doctor.${infer Code}` ? Code : never;

interface FindingFacts {
  readonly level: 'ok' | 'note' | 'problem';
  /** What a command that meets this problem fails with, and so the page that says more. Every problem has one. */
  readonly error?: ErrorCode | undefined;
  /** What to do, step by step; nothing where there is nothing to do. */
  readonly fix: readonly (keyof DoctorStepMessages | 'next.close-other-programs')[];
}

/** Every finding with its level and what to do. */
export const findingTable: Readonly<Record<FindingCode, FindingFacts>> = {
  'usb-unavailable': {
    level: 'problem',
    error: 'usb-unavailable',
    fix: ['next.run-with-usb', 'next.try-virtual-board'],
  },
  'usb-unavailable-in-wsl': {
    level: 'problem',
    error: 'usb-unavailable',
    fix: ['next.attach-in-wsl', 'next.run-in-windows'],
  },
  'usb-unavailable-in-container': {
    level: 'problem',
    error: 'usb-unavailable',
    fix: ['next.start-container-with-usb'],
  },
  'library-does-not-load': {
    level: 'problem',
    error: 'usb-unavailable',
    fix: ['next.install-libudev', 'next.reinstall'],
  },
  'board-ready': { level: 'ok', fix: [] },
  'board-running': { level: 'ok', fix: [] },
  'board-refused': { level: 'problem', error: 'board-unknown', fix: ['next.flash-for-instructions'] },
  'board-warning': { level: 'note', fix: ['next.flash-asks'] },
  'probe-ready': { level: 'ok', fix: [] },
  'board-without-firmware': { level: 'note', fix: ['next.flash-file', 'next.no-firmware-is-normal'] },
  'other-chip': {
    level: 'problem',
    error: 'board-unknown',
    fix: ['next.use-tool-of-maker', 'next.leave-other-chip'],
  },
  'no-board': {
    level: 'problem',
    error: 'no-device',
    fix: [
      'next.power-from-dc',
      'next.use-data-cable',
      'next.enter-dfu-if-safe',
      'next.disconnect-gpio',
      'next.unplug-probe',
      'next.appears-only-in-dfu',
    ],
  },
  'probe-holds-board': { level: 'note', fix: ['next.unplug-probe-and-power-cycle'] },
  'same-serial': { level: 'note', fix: ['next.choose-by-port'] },
  'node-missing': { level: 'problem', error: 'permission-denied', fix: ['next.pass-nodes-to-container'] },
  'rule-missing': { level: 'problem', error: 'permission-denied', fix: ['next.set-up-udev', 'next.replug'] },
  'rule-not-applied': {
    level: 'problem',
    error: 'permission-denied',
    fix: ['next.apply-udev-rules', 'next.replug'],
  },
  'rule-needs-seat': {
    level: 'problem',
    error: 'permission-denied',
    fix: ['next.set-up-udev-for-everyone', 'next.replug'],
  },
  'rule-needs-group': {
    level: 'problem',
    error: 'permission-denied',
    fix: ['next.join-group', 'next.or-set-up-udev'],
  },
  'rule-too-late': { level: 'problem', error: 'permission-denied', fix: ['next.rename-rule', 'next.replug'] },
  'second-device-in-wsl': { level: 'note', fix: ['next.attach-second-in-wsl'] },
  'second-device-in-virtual-machine': { level: 'note', fix: ['next.pass-both-to-guest'] },
  'udev-not-running': { level: 'note', fix: ['next.be-root-or-start-udev'] },
  'modem-manager': { level: 'note', fix: ['next.set-up-udev-against-modem-manager'] },
  'access-denied': {
    level: 'problem',
    error: 'permission-denied',
    fix: ['next.close-programs', 'next.be-logged-in-user'],
  },
  'driver-missing-rom': {
    level: 'problem',
    error: 'driver-missing',
    fix: ['next.give-bootloader-winusb', 'next.or-install-cubeprogrammer'],
  },
  'driver-missing-runtime': {
    level: 'problem',
    error: 'driver-missing',
    fix: ['next.give-runtime-winusb', 'next.leave-serial-port-alone', 'next.or-switch-to-dfu'],
  },
  'driver-missing-probe': { level: 'problem', error: 'driver-missing', fix: ['next.install-stlink-driver'] },
  'driver-foreign': {
    level: 'problem',
    error: 'driver-missing',
    fix: ['next.replace-driver', 'next.old-tool-loses-board'],
  },
  'bootloader-driver': { level: 'note', fix: [] },
  'nameless-device': {
    level: 'problem',
    error: 'timeout',
    fix: ['next.use-port-of-computer', 'next.disconnect-gpio-and-power-cycle'],
  },
  'device-busy': {
    level: 'problem',
    error: 'device-busy',
    fix: ['next.close-other-programs', 'next.replug'],
  },
  'device-unresponsive': {
    level: 'problem',
    error: 'timeout',
    fix: ['next.power-cycle-board', 'next.use-other-cable'],
  },
};

/** One thing found, and what to do about it in words. */
export interface Finding {
  readonly code: FindingCode;
  readonly level: FindingFacts['level'];
  readonly error?: ErrorCode | undefined;
  readonly title: Said;
  /** Path and serial number of the device it is about. */
  readonly device?: Said | undefined;
  /** Its USB port. */
  readonly path?: string | undefined;
  /** What shows it: the node and its mode, the driver, the programs. */
  readonly evidence?: Said | undefined;
  readonly fix: readonly Said[];
}

// Fault bits of the DRV8301 gate driver as the firmware hands them on (Firmware/Drivers/DRV8301 at the fw-v tags; the meaning of
// the bits: TI SLOS719, status registers 1 and 2).

import type { ErrorFlag } from './flag.ts';

/** `axisN.motor.gate_driver.drv_fault` up to 0.5.1, `axisN.last_drv_fault` after it. */
export const gateDriverFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'FETLC_OC',
    releases: '..',
    code: 'gate-driver.FETLC_OC',
  },
  {
    bit: 1,
    name: 'FETHC_OC',
    releases: '..',
    code: 'gate-driver.FETHC_OC',
  },
  {
    bit: 2,
    name: 'FETLB_OC',
    releases: '..',
    code: 'gate-driver.FETLB_OC',
  },
  {
    bit: 3,
    name: 'FETHB_OC',
    releases: '..',
    code: 'gate-driver.FETHB_OC',
  },
  {
    bit: 4,
    name: 'FETLA_OC',
    releases: '..',
    code: 'gate-driver.FETLA_OC',
  },
  {
    bit: 5,
    name: 'FETHA_OC',
    releases: '..',
    code: 'gate-driver.FETHA_OC',
  },
  {
    bit: 6,
    name: 'OTW',
    releases: '..',
    code: 'gate-driver.OTW',
  },
  {
    bit: 7,
    name: 'OTSD',
    releases: '..',
    code: 'gate-driver.OTSD',
  },
  {
    bit: 8,
    name: 'PVDD_UV',
    releases: '..',
    code: 'gate-driver.PVDD_UV',
  },
  {
    bit: 9,
    name: 'GVDD_UV',
    releases: '..',
    code: 'gate-driver.GVDD_UV',
  },
  {
    bit: 10,
    name: 'GVDD_OV',
    releases: '..0.5.1',
    code: 'gate-driver.GVDD_OV',
  },
  {
    bit: 10,
    name: 'FAULT',
    releases: '0.5.2..',
    code: 'gate-driver.FAULT',
  },
  {
    bit: 23,
    name: 'GVDD_OV',
    releases: '0.5.2..',
    code: 'gate-driver.GVDD_OV.own-bit',
  },
];

// Fault bits of the DRV8301 gate driver as the firmware hands them on (Firmware/Drivers/DRV8301 at the fw-v tags; the meaning of
// the bits: TI SLOS719, status registers 1 and 2).

import type { ErrorFlag } from './flag.ts';

/** `axisN.motor.gate_driver.drv_fault` up to 0.5.1, `axisN.last_drv_fault` after it. */
export const gateDriverFlags: readonly ErrorFlag[] = [
  {
    bit: 0,
    name: 'FETLC_OC',
    releases: '..',
    meaning: 'low-side FET of phase C: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  {
    bit: 1,
    name: 'FETHC_OC',
    releases: '..',
    meaning: 'high-side FET of phase C: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  {
    bit: 2,
    name: 'FETLB_OC',
    releases: '..',
    meaning: 'low-side FET of phase B: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  {
    bit: 3,
    name: 'FETHB_OC',
    releases: '..',
    meaning: 'high-side FET of phase B: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  {
    bit: 4,
    name: 'FETLA_OC',
    releases: '..',
    meaning: 'low-side FET of phase A: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  {
    bit: 5,
    name: 'FETHA_OC',
    releases: '..',
    meaning: 'high-side FET of phase A: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  {
    bit: 6,
    name: 'OTW',
    releases: '..',
    meaning: 'over-temperature warning',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
  {
    bit: 7,
    name: 'OTSD',
    releases: '..',
    meaning: 'over-temperature shut-down',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
  {
    bit: 8,
    name: 'PVDD_UV',
    releases: '..',
    meaning: 'supply (PVDD) under-voltage',
    cause: 'no motor supply, or a dip of it',
    remedy: 'check supply and leads',
  },
  {
    bit: 9,
    name: 'GVDD_UV',
    releases: '..',
    meaning: 'gate supply (GVDD) under-voltage',
    cause: 'no motor supply, or a dip of it',
    remedy: 'check supply and leads',
  },
  {
    bit: 10,
    name: 'GVDD_OV',
    releases: '..0.5.1',
    meaning: 'gate supply over-voltage',
    cause: 'a fault of the gate supply',
    remedy: 'power-cycle the board; report it if it stays',
  },
  {
    bit: 10,
    name: 'FAULT',
    releases: '0.5.2..',
    meaning: 'the chip reports some fault (summary bit)',
    cause: 'see the other flags',
    remedy: 'see the other flags',
  },
  {
    bit: 23,
    name: 'GVDD_OV',
    releases: '0.5.2..',
    meaning: 'gate supply over-voltage (bit 7 of status register 2)',
    cause: 'a fault of the gate supply',
    remedy: 'power-cycle the board; report it if it stays',
  },
];

/** What is read where the chip does not answer on SPI: without motor supply, for one. */
export const silentGateDriver = 0xffff_ffffn;

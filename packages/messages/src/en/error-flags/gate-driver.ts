import type { GateDriverFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const gateDriverFlags: Readonly<Record<GateDriverFlagCode, FlagText>> = {
  'gate-driver.FETLC_OC': {
    meaning: 'low-side FET of phase C: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  'gate-driver.FETHC_OC': {
    meaning: 'high-side FET of phase C: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  'gate-driver.FETLB_OC': {
    meaning: 'low-side FET of phase B: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  'gate-driver.FETHB_OC': {
    meaning: 'high-side FET of phase B: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  'gate-driver.FETLA_OC': {
    meaning: 'low-side FET of phase A: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  'gate-driver.FETHA_OC': {
    meaning: 'high-side FET of phase A: over current',
    cause: 'a short in the motor or its leads, or a current peak',
    remedy: 'check motor and leads for shorts; v3.4: keep M0 at 40 A or below',
  },
  'gate-driver.OTW': {
    meaning: 'over-temperature warning',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
  'gate-driver.OTSD': {
    meaning: 'over-temperature shut-down',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
  'gate-driver.PVDD_UV': {
    meaning: 'supply (PVDD) under-voltage',
    cause: 'no motor supply, or a dip of it',
    remedy: 'check supply and leads',
  },
  'gate-driver.GVDD_UV': {
    meaning: 'gate supply (GVDD) under-voltage',
    cause: 'no motor supply, or a dip of it',
    remedy: 'check supply and leads',
  },
  'gate-driver.GVDD_OV': {
    meaning: 'gate supply over-voltage',
    cause: 'a fault of the gate supply',
    remedy: 'power-cycle the board; report it if it stays',
  },
  'gate-driver.FAULT': {
    meaning: 'the chip reports some fault (summary bit)',
    cause: 'see the other flags',
    remedy: 'see the other flags',
  },
  'gate-driver.GVDD_OV.own-bit': {
    meaning: 'gate supply over-voltage (bit 7 of status register 2)',
    cause: 'a fault of the gate supply',
    remedy: 'power-cycle the board; report it if it stays',
  },
  'gate-driver.NO_ANSWER': {
    meaning: 'the gate driver does not answer on SPI',
    cause: 'no motor supply, or a damaged gate driver',
    remedy: 'switch the motor supply on and restart the board',
  },
};

import type { BoardFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import {
  brakeDeadtime,
  brakeDutyNan,
  busOverCurrent,
  busOverRegenCurrent,
  busOverVoltage,
  busUnderVoltage,
} from './words.ts';

export const boardFlags: Readonly<Record<BoardFlagCode, FlagText>> = {
  'system.CONTROL_ITERATION_MISSED': {
    meaning: 'ein Durchlauf der Regelschleife wurde ausgelassen',
    cause: 'der Prozessor ist durch viele aktive Komponenten überlastet',
    remedy: 'Nichtbenötigtes ausschalten',
  },
  'system.DC_BUS_UNDER_VOLTAGE': busUnderVoltage,
  'system.DC_BUS_OVER_VOLTAGE': busOverVoltage,
  'system.DC_BUS_OVER_REGEN_CURRENT': busOverRegenCurrent,
  'system.DC_BUS_OVER_CURRENT': busOverCurrent,
  'system.BRAKE_DEADTIME_VIOLATION': brakeDeadtime,
  'system.BRAKE_DUTY_CYCLE_NAN': brakeDutyNan,
  'system.INVALID_BRAKE_RESISTANCE': {
    meaning: 'brake_resistance ist null, negativ oder NaN, während die Bremse eingeschaltet ist',
    cause: 'brake_resistance = 0 aus 0.4/0.5.1 übernommen, wo es „keiner“ bedeutete',
    remedy: 'den wahren Widerstand setzen, oder enable_brake_resistor = false',
  },
  'can.DUPLICATE_CAN_IDS': {
    meaning: 'zwei Achsen haben dieselbe CAN-Node-ID',
    cause: 'die Node-IDs wurden kopiert',
    remedy: 'jeder Achse eine eigene ID geben',
  },
};

// What many flags have in common.

import type { FlagText } from '../../language.ts';

type CauseAndRemedy = Pick<FlagText, 'cause' | 'remedy'>;

export const insideFirmware: CauseAndRemedy = {
  cause: 'ein Fehler in der Firmware',
  remedy: 'das Board neu starten; melden, wenn es bleibt',
};

export const tooHot: CauseAndRemedy = {
  cause: 'hohe Last oder schlechte Kühlung',
  remedy: 'abkühlen lassen, Strom verringern',
};

export const overloaded: CauseAndRemedy = {
  cause: 'der Prozessor ist überlastet',
  remedy: 'das Board neu starten; melden, wenn es bleibt',
};

/** The cause is named by another flag. */
export function seeAlso(where: string): CauseAndRemedy {
  return { cause: `siehe ${where}`, remedy: `siehe ${where}` };
}

/** The same as another flag's. */
export function as(flag: string): CauseAndRemedy {
  return { cause: `wie ${flag}`, remedy: `wie ${flag}` };
}

export const busUnderVoltage: FlagText = {
  meaning: 'die Busspannung ist unter config.dc_bus_undervoltage_trip_level gefallen (standardmäßig 8 V)',
  cause:
    'lose Versorgungsleitungen, schwache Versorgung, Stromspitze beim Beschleunigen, oder gar keine Motorversorgung',
  remedy:
    'Leitungen und Versorgung prüfen, vbus_voltage während der Bewegung aufzeichnen, current_lim oder vel_limit verringern',
};

export const busOverVoltage: FlagText = {
  meaning: 'die Busspannung ist über config.dc_bus_overvoltage_trip_level gestiegen',
  cause:
    'Bremsenergie ohne Bremswiderstand, falsche brake_resistance, lange dünne Leitungen dorthin; oder die Abschaltschwelle einer anderen Board-Variante',
  remedy:
    'Widerstand, enable_brake_resistor und brake_resistance prüfen (für die Verdrahtung dürfen 0.01-0.05 Ohm dazukommen); Abschaltschwelle mit der Board-Variante vergleichen',
};

export const busOverRegenCurrent: FlagText = {
  meaning: 'in die Versorgung floss mehr Strom zurück, als config.dc_max_negative_current erlaubt',
  cause:
    'Bremswiderstand aus oder zu schwach; Grenze von -0.01 A (oder -1e-6 A, übernommen aus einer Sicherung von 0.5.1)',
  remedy:
    'enable_brake_resistor, V_supply/brake_resistance > Summe aus current_lim + current_lim_margin; oder der Versorgung einen realistischen negativen Strom erlauben',
};

export const busOverCurrent: FlagText = {
  meaning: 'ibus hat config.dc_max_positive_current überschritten',
  cause: 'Grenze der Versorgung für die Bewegung zu niedrig eingestellt',
  remedy: 'erhöhen, wenn die Versorgung es kann, oder current_lim/vel_limit verringern',
};

export const brakeDeadtime: FlagText = {
  meaning: 'die Zeiten der Brems-PWM hätten sich überlappt',
  ...insideFirmware,
};

export const brakeDutyNan: FlagText = {
  meaning: 'das Tastverhältnis der Bremse ergab keine Zahl',
  cause: 'NaN in brake_resistance, max_regen_current oder den Grenzen der Rampe',
  remedy: 'diese auf Zahlen setzen',
};

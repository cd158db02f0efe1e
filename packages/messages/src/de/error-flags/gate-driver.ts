import type { GateDriverFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { seeAlso, tooHot } from './words.ts';

function overCurrent(side: 'Low-Side' | 'High-Side', phase: 'A' | 'B' | 'C'): FlagText {
  return {
    meaning: `${side}-FET der Phase ${phase}: Überstrom`,
    cause: 'ein Kurzschluss im Motor oder in seinen Leitungen, oder eine Stromspitze',
    remedy: 'Motor und Leitungen auf Kurzschlüsse prüfen; v3.4: M0 höchstens mit 40 A betreiben',
  };
}

const noSupply = {
  cause: 'keine Motorversorgung, oder ein Einbruch',
  remedy: 'Versorgung und Leitungen prüfen',
} as const;

const gateSupply = {
  cause: 'ein Fehler der Gate-Versorgung',
  remedy: 'das Board aus- und einschalten; melden, wenn es bleibt',
} as const;

export const gateDriverFlags: Readonly<Record<GateDriverFlagCode, FlagText>> = {
  'gate-driver.FETLC_OC': overCurrent('Low-Side', 'C'),
  'gate-driver.FETHC_OC': overCurrent('High-Side', 'C'),
  'gate-driver.FETLB_OC': overCurrent('Low-Side', 'B'),
  'gate-driver.FETHB_OC': overCurrent('High-Side', 'B'),
  'gate-driver.FETLA_OC': overCurrent('Low-Side', 'A'),
  'gate-driver.FETHA_OC': overCurrent('High-Side', 'A'),
  'gate-driver.OTW': { meaning: 'Warnung vor Übertemperatur', ...tooHot },
  'gate-driver.OTSD': { meaning: 'Abschaltung wegen Übertemperatur', ...tooHot },
  'gate-driver.PVDD_UV': { meaning: 'Unterspannung der Versorgung (PVDD)', ...noSupply },
  'gate-driver.GVDD_UV': { meaning: 'Unterspannung der Gate-Versorgung (GVDD)', ...noSupply },
  'gate-driver.GVDD_OV': { meaning: 'Überspannung der Gate-Versorgung', ...gateSupply },
  'gate-driver.FAULT': { meaning: 'der Chip meldet irgendeinen Fehler (Sammelbit)', ...seeAlso('die anderen Flags') },
  'gate-driver.GVDD_OV.own-bit': {
    meaning: 'Überspannung der Gate-Versorgung (Bit 7 von Statusregister 2)',
    ...gateSupply,
  },
  'gate-driver.NO_ANSWER': {
    meaning: 'der Gate-Treiber antwortet nicht über SPI',
    cause: 'keine Motorversorgung, oder ein beschädigter Gate-Treiber',
    remedy: 'die Motorversorgung einschalten und das Board neu starten',
  },
};

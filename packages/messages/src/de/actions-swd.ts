import type { SwdActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { repeat } from './words.ts';

const j2 = 'J2 führt /RST, SWD, GND, SWC, VCC, in dieser Reihenfolge: SWD an SWDIO, GND an GND, SWC an SWCLK.';
const oneSource =
  'Das Board aus genau einer Quelle versorgen: DC-Versorgung, 5 V oder 3,3 V. Sein USB-Anschluss versorgt es nicht.';
const wires = `Die Leitungen prüfen. ${j2} Firmware, die schläft oder diese Pins verwendet, ist nur unter Reset erreichbar: auch /RST mit NRST verbinden.`;

/** By what the probe reads as the supply of the board. */
const wiring = {
  unseen: `VCC von J2, die 3,3 V des Boards, mit VCC des Adapters verbinden. ${oneSource}`,
  low: `${oneSource} Die Leitung von VCC von J2 zu VCC des Adapters prüfen.`,
  supplied: wires,
  'not-told': `${oneSource} ${wires}`,
} as const;

const cloneWiring = `${oneSource} Wenn der Messwert auch bei ausgeschaltetem Board bleibt, ist der VCC-Pin des Adapters ein Ausgang: ihn nur mit VCC von J2 verbinden, wenn das Board keine andere Versorgung hat. ${wires}`;

export const swdActions: Texts<SwdActionMessages> = {
  'next.plug-in-stlink': 'Den ST-Link anstecken; odflash list zeigt, was gefunden wird.',
  'next.rewrite-probe-firmware':
    'Die Firmware des Adapters mit dem Updater von ST (STSW-LINK007) neu schreiben, oder einen anderen Adapter verwenden.',
  'next.replug-probe-or-rewrite-firmware':
    'Den Adapter abziehen und wieder anstecken. Wenn das nicht hilft, seine Firmware mit dem Updater von ST (STSW-LINK007) neu schreiben.',
  'next.use-supported-probe': 'Einen ST-Link/V2, V2-1 oder V3 verwenden.',
  'next.close-probe-programs':
    'Das Programm schließen, das den Adapter verwendet (STM32CubeProgrammer, eine IDE mit ihrem Debug-Server, OpenOCD, ein Browser-Tab), dann noch einmal versuchen. Ist keines offen, den Adapter abziehen und wieder anstecken.',
  'next.free-and-replug-probe':
    'Andere Programme schließen, die den Adapter verwenden, ihn abziehen und wieder anstecken.',
  'next.free-replug-and-repeat': `Andere Programme schließen, die den Adapter verwenden, ihn abziehen, wieder anstecken und ${repeat}.`,
  'next.power-cycle-and-repeat': `Das Board aus- und einschalten, dann ${repeat}.`,
  'next.connect-probe-to-odrive':
    'Den Adapter mit J2 des ODrive verbinden. Auf einem Nucleo- oder Discovery-Board zuerst den Adapter von dessen eigenem Chip trennen.',
  'next.connect-original-board': `Den Adapter mit dem ursprünglichen Board verbinden und ${repeat}; es geht dort weiter, wo er aufgehört hat.`,
  'next.restore-probe-connection': `Den Adapter anstecken, das Board versorgen, die Leitungen prüfen und ${repeat}; es geht dort weiter, wo er aufgehört hat.`,
  'next.power-cycle-lost-chip': `Die Versorgung des Boards und die Leitungen prüfen, das Board aus- und einschalten (ein Chip, der SWD verloren hat, antwortet danach wieder) und ${repeat}; es geht dort weiter, wo er aufgehört hat.`,
  'next.check-swd-wiring': ({ reading, clone }) => (clone && reading === 'supplied' ? cloneWiring : wiring[reading]),
};

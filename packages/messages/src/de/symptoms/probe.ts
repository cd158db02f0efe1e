import type { ProbeSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { toDfu } from '../words.ts';

const joinVcc =
  'Die 3,3 V des Boards (VCC von J2) mit VCC des Adapters verbinden. J2 führt /RST, SWD, GND, SWC, VCC, in dieser Reihenfolge.';

const powered =
  'Das Board versorgen: DC-Versorgung, oder 3,3 V oder 5 V aus genau einer Quelle. Der USB-Anschluss versorgt ein ODrive v3 nicht.';

const wiring =
  'Die Leitungen prüfen: SWD an SWDIO, SWC an SWCLK, GND an GND; die Pin-Namen auf dem Gehäuse eines Adapter-Klons lesen.';

const underReset = `/RST von J2 mit NRST des Adapters verbinden und unter Reset verbinden, oder, ab v3.5, ${toDfu} und das Board aus- und einschalten.`;

const vcc =
  'VCC (VAPP, Pin 1 eines 20-poligen Steckers) eines echten ST-Link ist ein Eingang: der Adapter misst dort die Versorgung des Boards und versorgt daraus seine Pegelwandler.';

const replug = 'Den Adapter abziehen und wieder anstecken.';

export const probeSymptoms: Readonly<Record<ProbeSymptomCode, SymptomText>> = {
  'probe-no-voltage': {
    causes: [
      `Der Adapter sieht die Versorgung des Boards nicht. ${vcc}`,
      'Das Board hat keine Versorgung, oder der Adapter sitzt auf einem Nucleo-Board und misst den Chip dort.',
    ],
    remedies: [
      joinVcc,
      powered,
      'Ein Adapter-Klon, dessen Pin ein Ausgang ist (er zeigt ohne Board etwa 3,2 V), darf nicht mit einem Board verbunden werden, das eine eigene Versorgung hat.',
    ],
  },
  'probe-own-supply': {
    causes: [
      'Der Adapter ist ein Klon, dessen VCC-Pin ein Ausgang ist: er zeigt seine eigenen 3,3 V, etwa 3,2 V mit und ohne Board, was nichts über das Board sagt.',
    ],
    remedies: [
      'Das Board ausschalten. Fällt der Wert nicht, ist es die eigene Versorgung des Adapters: sein VCC nur mit dem Board verbinden, wenn das Board keine andere Versorgung hat.',
      powered,
    ],
  },
  'probe-no-target': {
    causes: [
      'Der Chip antwortet nicht über SWD: das Board hat keine Versorgung, SWD und SWC sind vertauscht oder lose, oder die Pin-Reihenfolge eines Adapter-Klons ist eine andere.',
      `Ein echter Adapter ohne VCC: ${vcc}`,
      'Ein Adapter-Klon zeigt seine eigene Versorgung als Zielspannung, etwa 3,2 V mit und ohne Board: dieser Wert sagt nichts über das Board.',
      'Die Firmware schläft, oder verwendet die SWD-Pins für etwas anderes.',
    ],
    remedies: [
      powered,
      joinVcc,
      'Ein Wert von etwa 3,2 V, der bei ausgeschaltetem Board nicht fällt, ist die eigene Versorgung eines Klons: sein VCC nur mit dem Board verbinden, wenn das Board keine andere Versorgung hat.',
      wiring,
      underReset,
    ],
  },
  'probe-wiring': {
    causes: [
      'J2 eines ODrive v3 führt /RST, SWD, GND, SWC, VCC, in dieser Reihenfolge; das Ende mit VCC liegt neben R2.',
    ],
    remedies: [
      'Zuerst GND an GND, dann SWD an SWDIO, SWC an SWCLK, /RST an NRST, VCC an VCC eines echten Adapters; bei einem Klon, der ohne Board 3,2 V zeigt: VCC nur, wenn das Board keine andere Versorgung hat.',
      powered,
      'odflash list zeigt, was der Adapter misst und ob ein Chip antwortet; odflash doctor --via stlink sieht genauer nach.',
    ],
  },
  'probe-old-board': {
    causes: [
      'Boards bis v3.4 werden mit einem ST-Link geflasht: im DFU-Modus schaltet ihr Bootloader beide Transistoren des Bremswiderstands ein.',
    ],
    remedies: [
      'Die DC-Versorgung entfernen, dann das Board mit 3,3 V oder 5 V aus einer Quelle versorgen: solange der Chip angehalten ist, sind die Gates der Bremstransistoren offen.',
      'J2 mit den Pins /RST, SWD, GND, SWC, VCC mit NRST, SWDIO, GND, SWCLK, VCC des Adapters verbinden.',
      'odflash update --via stlink bringt ein Release und behält die Konfiguration; odflash flash FILE --via stlink flasht eine Datei.',
    ],
  },
  'probe-held-in-reset': {
    causes: [
      'Die Reset-Leitung des Chips wird unten gehalten: die Leitung an /RST steckt auf einem falschen Pin oder auf GND, oder etwas anderes zieht sie.',
      'Die Versorgung liegt unter der Brown-out-Schwelle der Option-Bytes.',
    ],
    remedies: [
      'Die Leitung von /RST abziehen und noch einmal versuchen: SWD, SWC und GND genügen.',
      powered,
      'odflash info --via stlink zeigt die Brown-out-Schwelle.',
    ],
  },
  'probe-half-voltage': {
    causes: [
      'Der Messpin des Adapters ist offen oder halb verdrahtet: was er misst, ist nicht die Versorgung des Boards. st-flash schreibt dann Bytes, was länger dauert, als es wartet (stlink #1335, #1340).',
      vcc,
    ],
    remedies: [
      joinVcc,
      'odflash flash FILE --via stlink entscheidet nicht nach einem solchen Wert: es schreibt Wörter, liest alles zurück und geht zu Bytes über, wo das abweicht.',
    ],
  },
  'probe-stuck': {
    causes: [
      'Ein Programm, das beendet wurde, hat den Adapter mitten in einem Befehl zurückgelassen.',
      'Der Adapter wartet auf neue Firmware: ein Update wurde unterbrochen (ein V3 zeigt sich dann als 0483:374d oder 0483:3755).',
    ],
    remedies: [
      replug,
      'Wenn es so bleibt, das Update des Adapters mit STSW-LINK007 von ST oder STM32CubeProgrammer noch einmal ausführen.',
    ],
  },
  'probe-verify-differs': {
    causes: [
      'Das Zurückgelesene ist nicht das Geschriebene: Leitungen zu lang für den Takt, eine Versorgung, die beim Schreiben einbricht, oder Schreibschutz.',
    ],
    remedies: [
      'Die Leitungen kürzen und einen niedrigeren SWD-Takt verwenden (950 kHz oder weniger); die Versorgung des Boards prüfen.',
      'odflash flash FILE --via stlink schreibt abweichende Sektoren noch einmal und verlangsamt den Takt von selbst; odflash info --via stlink zeigt den Schutz.',
    ],
  },
  'probe-no-bank': {
    causes: [
      'Die ELF-Datei von ODrive enthält einen Abschnitt für Core-Coupled Memory (CCM) an 0x10000000, das ist RAM: OpenOCD findet dort keinen Flash.',
    ],
    remedies: [
      'Die .hex- oder .bin-Datei flashen, oder die .elf mit odflash, das RAM-Abschnitte auslässt und das sagt.',
    ],
  },
  'probe-lost-target': {
    causes: [
      'Die Verbindung zum Chip ging mittendrin verloren: die Versorgung brach ein, eine Leitung ist lose oder lang, ein Adapter-Klon kann das Board nicht versorgen.',
      'Die Firmware ist eingeschlafen, hat sich zurückgesetzt oder die SWD-Pins umgestellt, während sie gelesen wurde.',
    ],
    remedies: [
      'Das Board aus- und einschalten: ein Chip, dessen SWD verloren ging, während ein Ladeprogramm lief, antwortet danach wieder.',
      powered,
      'Die Leitungen kürzen und einen niedrigeren SWD-Takt verwenden (480 kHz oder weniger).',
      underReset,
    ],
  },
  'probe-write-refused': {
    causes: [
      'Der Chip lässt sich nicht schreiben: schreibgeschützte Sektoren, Leseschutz, oder Option-Bytes, die beschädigt wurden, als beim Speichern der Konfiguration der Strom ausfiel (ODrive-Forum 9178).',
      'Die Versorgung des Chips ist beim Schreiben eingebrochen.',
    ],
    remedies: [
      'odflash unlock --via stlink hebt den Schutz auf, über DFU odflash unlock. Das Aufheben des Leseschutzes löscht alles auf dem Chip, auch die Konfiguration.',
      'Danach das Board aus- und einschalten.',
    ],
  },
  'probe-after-unlock': {
    causes: ['Der Schutz ist aufgehoben; der Chip zeigt einem Adapter seinen Flash erst nach einem Einschalten.'],
    remedies: [
      'Die Versorgung des Boards aus- und einschalten; ein Reset genügt nicht. Ein Adapter-Klon, dessen VCC das Board speist, wird dafür ebenfalls abgezogen.',
      'Dann das Board flashen: das Aufheben des Leseschutzes hat alles gelöscht, auch die Konfiguration.',
    ],
  },
  'probe-firmware': {
    causes: [
      'Die Firmware des Adapters ist alt oder beschädigt (eine Version aus Nullen zeigt sich, nachdem ein Adapter in einen J-Link und zurück verwandelt wurde).',
    ],
    remedies: [
      'odflash arbeitet mit Firmware ab J17, wie alte Klone sie haben: odflash flash FILE --via stlink.',
      'Sonst den Adapter mit STSW-LINK007 von ST oder STM32CubeProgrammer aktualisieren; manche Adapter-Klone lehnen neuere Firmware ab.',
    ],
  },
  'probe-not-opened': {
    causes: [
      'Es ist kein ST-Link angesteckt, oder dieser Benutzer darf ihn nicht öffnen: unter Linux fehlt die udev-Regel, unter Windows der Treiber von ST.',
      'Ein anderes Programm belegt den Adapter: eine IDE, ein GDB-Server, STM32CubeProgrammer, ein Browser-Tab.',
    ],
    remedies: [
      'Andere Programme schließen, die den Adapter verwenden, dann ihn abziehen und wieder anstecken.',
      'Unter Linux ausführen: sudo odflash udev-setup; seine Regel nennt jeden ST-Link. Unter Windows den Treiber STSW-LINK009 von ST installieren.',
    ],
  },
  'probe-odd-serial': {
    causes: [
      'Es ist kein ST-Link angesteckt, oder die Seriennummer des Adapters ist nicht lesbar: ein hängender Debugger lässt eine seltsame zurück, und Klone senden rohe Bytes.',
    ],
    remedies: [
      replug,
      'odflash list zeigt jeden Adapter und braucht keine Seriennummer: --path wählt einen von mehreren.',
    ],
  },
  'probe-busy': {
    causes: [
      'Ein anderes Programm belegt den Adapter: eine IDE mit ihrem Debug-Server, STM32CubeProgrammer, OpenOCD, ein Browser-Tab.',
      'Ein Debugger, der beendet wurde, hat den Adapter hängen lassen.',
      'Unter Linux darf dieser Benutzer den Adapter nicht öffnen: STM32CubeProgrammer sagt dann dasselbe.',
    ],
    remedies: ['Das andere Programm schließen.', replug],
  },
  'probe-other-chip': {
    causes: [
      'Es antwortet ein anderer Chip als der STM32F405 eines ODrive v3: der Chip eines Nucleo- oder Discovery-Boards, dessen Adapter noch mit ihm verbunden ist, oder ein Klon mit dem Chip eines anderen Herstellers.',
    ],
    remedies: [
      'Den Adapter eines Nucleo- oder Discovery-Boards von dessen eigenem Chip trennen (die beiden Jumper CN2 oder CN3 abziehen), dann mit J2 des ODrive verbinden.',
      'Für einen Klon mit anderem Chip Werkzeug und Firmware seines Herstellers verwenden.',
    ],
  },
  'probe-feeds-board': {
    causes: [
      'Der 3,3-V-Pin eines Adapter-Klons speist das Board über VCC von J2, gegen die eigene Versorgung des Boards.',
    ],
    remedies: [
      'VCC nur mit einem Adapter-Klon verbinden, solange das Board keine andere Versorgung hat. Sonst genügen SWD, SWC und GND.',
    ],
  },
  'probe-not-genuine': {
    causes: [
      'Das Programm will Adapter und Chips von ST und hat eine Kopie gefunden: einen Adapter-Klon, oder ein Board mit dem Chip eines anderen Herstellers.',
    ],
    remedies: [
      'odflash flash FILE --via stlink arbeitet mit Adapter-Klonen. Einen Chip, der kein STM32F405 ist, lehnt es ab und nennt ihn.',
    ],
  },
  'probe-script': {
    causes: [
      'OpenOCD findet eine Datei nicht: sein Skript heißt in dieser Version anders, die Firmware-Datei liegt in einem anderen Ordner, oder mit -f wurde kein Adapter gewählt.',
    ],
    remedies: [
      'OpenOCD ab 0.11: openocd -f interface/stlink.cfg -f target/stm32f4x.cfg -c "program FILE verify reset exit".',
      'odflash flash FILE --via stlink braucht keine Skripte.',
    ],
  },
  'probe-notice': {
    causes: [
      'Es ist nichts kaputt: der Adapter kennt nur einige Taktraten; ohne Reset-Leitung setzt das Werkzeug den Chip über seinen Debug-Port zurück; manche Chips nennen die Größe ihres Flash nicht; Skripte von OpenOCD wurden umbenannt.',
    ],
    remedies: ['Es ist nichts zu tun.'],
  },
  'probe-not-blank': {
    causes: [
      'Ein Werkzeug hat geschrieben, ohne vorher zu löschen, oder das Löschen blieb wirkungslos: die Sektoren sind schreibgeschützt.',
    ],
    remedies: [
      'Das Board mit odflash flashen: es löscht jeden Sektor und liest alles zurück.',
      'Wenn es sich wiederholt: odflash unlock --via stlink entfernt den Schutz. Das löscht alles, auch die Konfiguration.',
    ],
  },
};

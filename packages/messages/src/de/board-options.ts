// German, in the words of docs/languages.md.

import type { BoardOptionTexts } from '../language.ts';

/** In the words of docs/languages.md. */
export const boardOptions: BoardOptionTexts = {
  seed: ['Seriennummer, Firmware, Konfiguration und Zufall entstehen daraus', 'das eine Board oder ein anderes'],
  serial: ['die Seriennummer', 'zwei Boards mit einer Seriennummer; führende Nullen'],
  otp: [
    'wessen Eintrag im OTP-Speicher steht; corrected: der erste wurde gestrichen, dieser steht an zweiter Stelle',
    'Boards von vor dem Sommer 2018, Klone, ein Board, das nicht das ist, als das es gilt',
  ],
  flash: ['was der Flash zuerst enthält', 'ein neues Board, ein gelöschtes, eines mit eigener Firmware'],
  chip: ['welcher STM32 es ist', 'ein anderer STM32 im DFU-Modus: alle haben dieselben USB-Kennungen'],
  rom: ['Version des Bootloaders im ROM', 'ältere Chips'],
  firmware: ['Release der Firmware im Flash ab Werk', 'ein Board, das seit Jahren nicht aktualisiert wurde'],
  motor: [
    'was Achse 0 tut, wenn das Board laufend gefunden wird; ready: in Ruhe, kalibriert, Index gefunden',
    'ein Board, das eine Last hält oder weiterdreht, während es geflasht werden soll',
  ],
  startup: [
    'die Startup-Flags der Achse 0 in der Konfiguration ab Werk',
    'ein Motor, der sich nach jedem Neustart von selbst bewegt',
  ],
  calibration: [
    'was laut der Konfiguration ab Werk an Achse 0 kalibriert ist: nichts, der Motor, oder Motor und Encoder',
    'eine Maschine mit gespeicherter Kalibrierung',
  ],
  error: [
    'der Fehler des Boards, wenn es gefunden wird; jeder andere Fehler ebenso mit seinem Pfad: axis0.motor.error=0x1',
    'ein Board, das nicht arbeitet',
  ],
  'start-error': [
    'ein Fehler, mit dem jeder Start der Firmware endet; mehrfach möglich',
    'ein abgezogenes Kabel, ein Chip, der nicht antwortet: Fehler, die nach jedem Start wiederkommen',
  ],
  bus: [
    'was das Netzteil liefert; die Firmware sieht es durch den Teiler, für den sie gebaut wurde',
    'Netzteile aller Art; Firmware einer anderen Spannungsklasse, die 11/19 oder 19/11 davon liest',
  ],
  divider: [
    'der Teiler vor dem ADC, der die Busspannung misst',
    'Klone mit anderen Widerständen: ein MKS ODrive-S zeigte 12 V bei 38 V',
  ],
  rdp: ['Stufe des Leseschutzes', 'errVENDOR: Leseschutz'],
  wrp: [
    'Sektoren, die Löschen und Schreiben stillschweigend übergehen',
    'Erfolg wird gemeldet, die alte Firmware bleibt: schreibgeschützte Sektoren',
  ],
  'save-cut': [
    'was ein solcher Ausfall mit den Option-Bytes macht',
    'geschützte Boards, die niemand geschützt hat: die Versorgung fiel aus, während die Firmware ihre Konfiguration speicherte',
  ],
  'wrp-reserved': ['Bits 15 bis 12 des Halbworts nWRP, wie sie gelesen werden', 'kein Abbild eines F405 zeigt sie'],
  'refused-pointers': [
    'welche Speicher SET_ADDRESS unter Leseschutz ablehnt',
    'errVENDOR (11, 10, 0, 0) beim ersten SET_ADDRESS an einen geschützten Chip; AT32 lehnt auch seinen Flash ab',
  ],
  start: ['Zustand nach dem Einschalten', 'dfuERROR/errFIRMWARE gleich nach dem Anstecken'],
  captured: [
    'die ersten N Starts des Bootloaders erreichen USB nicht',
    'Drähte an GPIO6 und anderen Pins fangen den Bootloader ein: er erscheint nie am USB (ODrive #509)',
  ],
  poll: ['bwPollTimeout jedes Befehls', 'Wartezeiten, die nicht stimmen, zu lang wie zu kurz'],
  busy: [
    'was GETSTATUS während der Arbeit tut (never und stuck: während eines Löschens)',
    'GETSTATUS, während der Chip arbeitet: L4 antwortet STALL, H743 bleibt bis zu zwei CLRSTATUS beschäftigt, Geräte, die hängen',
  ],
  clrstatus: ['CLRSTATUS außerhalb von dfuERROR', 'CLRSTATUS außerhalb von dfuERROR stört manche Chips'],
  'abort-in-error': ['ABORT im Zustand dfuERROR', 'vom F405 nicht bekannt'],
  getstate: ['GETSTATE in jedem Zustand', 'Geräte ohne diese Anfrage, etwa die usb_dfu_device.py von MicroPython'],
  'max-transfer': [
    'längster DNLOAD, der angenommen wird',
    'errSTALLEDPKT beim Schreiben: Chips, die nur 1024 Byte nehmen, obwohl sie 2048 nennen',
  ],
  'block-step': ['womit eine Blocknummer multipliziert wird', 'AN3156 lässt beides zu'],
  'read-over-end': ['UPLOAD über das Ende eines Speichers hinaus', 'vom F405 nicht bekannt'],
  'bus-reset': ['was ein USB-Reset mit dem ROM macht', 'vom F405 nicht bekannt'],
  leave: [
    'wie das ROM verlassen wird',
    'ein Fehler ganz am Ende, obwohl alles stimmt; ein Board, das danach noch im DFU-Modus ist',
  ],
  feature: ['Schreiben von „Device Feature“', 'x32 über DFU ist auf Hardware nicht öffentlich belegt'],
  'feature-refusal': ['DFU-Status eines abgelehnten Werts von „Device Feature“', 'nicht dokumentiert'],
  'software-entry': [
    'was dem ROM fehlt, wenn die Firmware hineingesprungen ist',
    'ein F437, von seiner Firmware aus betreten: die Speicheraufteilung ist ein leerer Text, die anderen Texte sind da',
  ],
  strings: ['Textdeskriptoren', '„The device has no langid“; F427 verspricht mehr, als es sendet'],
  'serial-form': ['wie das ROM seine Seriennummer sendet', 'GD32 sendet UTF-8, FYSETC denselben Text für jedes Board'],
  'serial-drifts': [
    'jeder Reset erhöht die Seriennummer um eins',
    'eine Seriennummer, die sich nach einem Reset ändert',
  ],
  layout: ['andere Speicheraufteilungen statt der eigenen', 'fehlerhafte und ungewöhnliche Aufteilungen anderer Chips'],
  'flash-times': ['nach welcher Spalte des Datenblatts der Flash arbeitet', 'langsame Chips'],
  'slow-erase': ['vervielfacht die Löschzeiten', 'Löschen, das länger dauert als die Wartezeit einer Übertragung'],
  'drop-erase': ['das n-te Löschen bewirkt nichts', 'als erledigt gemeldetes Löschen, das nie stattfand'],
  'bad-write': ['der n-te Schreibvorgang lässt ein Bit falsch', 'Bitfehler, die nur das Zurücklesen findet'],
  'weak-x32': [
    'jeder n-te Schreibvorgang mit x32 lässt ein Bit falsch',
    'zu niedrige Versorgung für diese Schreibbreite',
  ],
  count: [
    'was die …-at-Fehler zählen: Klassen-, Hersteller- und Bulk-Übertragungen, oder auch Standardanfragen',
    'welche Übertragung die n-te ist',
  ],
  'stall-at': ['Übertragung n wird mit STALL abgelehnt und nicht ausgeführt', 'eine abgelehnte Übertragung'],
  'timeout-at': ['Übertragung n wird ausgeführt, aber nie beantwortet', 'eine verlorene Antwort'],
  'lost-at': ['Übertragung n wird weder ausgeführt noch beantwortet', 'eine verlorene Übertragung'],
  'short-at': [
    'nur die Hälfte der Übertragung n findet statt',
    'ein verlorener oder kurzer DNLOAD hinter (0, 2, 0, 0)',
  ],
  'stale-at': ['ab Übertragung n ist jede Antwort eine Anfrage alt', '(0, 2, 0, 0): verschobene Antworten'],
  'corrupt-at': ['ein Bit der Daten von Übertragung n ist falsch', 'ein schlechtes Kabel oder ein schlechter Hub'],
  'replug-at': ['das Kabel ist bei Übertragung n kurz getrennt; das ROM behält seinen Zustand', 'ein lockeres Kabel'],
  'crash-at': ['der Chip setzt sich bei Übertragung n zurück', 'Taktausfall, Watchdog, ein Störimpuls'],
  'gone-at': ['das Kabel ist ab Übertragung n getrennt', 'ein gezogenes Kabel'],
  'bus-reset-at': [
    'vor Übertragung n kommt ein USB-Reset',
    'ein anderes Programm oder eine Treiberinstallation setzt den Anschluss zurück',
  ],
  'power-cut-at': [
    'die Versorgung fällt bei Übertragung n endgültig aus, auch mitten in einem Vorgang',
    'jemand schaltet aus',
  ],
  'brown-out-at': ['ebenso, aber sie kommt wieder', 'die Versorgung bricht kurz ein'],
  'flaky-download': [
    'wie viele DNLOADs zufällig mit STALL enden',
    'F411-Boards an manchen USB-Anschlüssen: ein DNLOAD scheitert irgendwann, auch beim Löschen; ein Hub hilft',
  ],
  'stale-abort': [
    'welche ABORTs in Leserichtung die Antworten verschieben',
    '(0, 2, 0, 0): Rechner, die einen ABORT mit gesetztem IN-Bit falsch beenden',
  ],
  'stale-until': ['welche Anfrage die Antworten wieder in Takt bringt', 'vom F405 nicht bekannt'],
  probe: ['welcher ST-Link es ist', 'Originale, Klone mit Firmware J17, Nucleo-Boards, V3'],
  'probe-firmware': [
    'die Zahl hinter J in der Version seiner Firmware',
    'alte Firmware: unter J13 keine Spannung, unter J22 kein Takt, unter J24 keine Register des Debug-Ports',
  ],
  'probe-version': [
    'was er über sich sagt',
    'V0J8S0, VID:PID 0000:0000: ein Adapter, der zum J-Link gemacht wurde und zurück',
  ],
  'probe-serial': [
    'wie seine Seriennummer kommt: 24 Ziffern, 12 rohe Byte, oder keins von beiden',
    'nicht druckbare Seriennummern von Klonen; eine, die ein hängender Debugger hinterließ',
  ],
  'probe-found': [
    'in welchem Zustand er gefunden wird',
    'ein gerade angesteckter V2; ein von einem anderen Debugger zurückgelassener; einer, der nichts beantwortet',
  ],
  'probe-taken': ['ein anderes Programm hält ihn', 'CubeProgrammer oder eine Entwicklungsumgebung ist noch offen'],
  sense: [
    'der Pin, an dem ein Original die Spannung des Boards misst',
    'der 3,3-V-Kniff: Spannung 0,0 V oder 1,55 V, und nichts antwortet',
  ],
  'target-voltage': [
    'welche Spannung der Adapter misst, was auch verdrahtet ist',
    'Messwerte von Klonen und von anders verdrahteten Pins',
  ],
  nrst: ['die Reset-Leitung', '„NRST is not connected“: das Kabel mit drei Adern'],
  swd: ['SWDIO und SWCLK', '„init mode failed“, obwohl die Spannung stimmt'],
  idcode: ['was DBGMCU_IDCODE ergibt', 'andere Revisionen; 0x20006411 ist ein F405 von 2012; andere Chips'],
  'flash-size': ['das Register der Flashgröße', 'ein F415RG, dessen Register 0 ergab'],
  'probe-stall-at': ['Übertragung n zum Adapter endet mit STALL', 'eine abgelehnte Übertragung'],
  'probe-timeout-at': ['Übertragung n wird ausgeführt, aber nie beantwortet', 'eine verlorene Antwort'],
  'probe-lost-at': ['Übertragung n wird weder ausgeführt noch beantwortet', 'eine verlorene Übertragung'],
  'probe-short-at': ['nur die Hälfte der Übertragung n findet statt', 'eine zu kurze Übertragung'],
  'probe-corrupt-at': [
    'ein Bit der Daten von Übertragung n ist falsch',
    'ein schlechtes Kabel oder ein schlechter Hub',
  ],
  'probe-replug-at': ['der Adapter ist bei Übertragung n kurz getrennt und startet neu', 'ein lockeres Kabel'],
  'probe-gone-at': ['der Adapter ist ab Übertragung n getrennt', 'ein gezogener Adapter'],
  'probe-bus-reset-at': ['vor Übertragung n kommt ein USB-Reset', 'ein anderes Programm setzt den Anschluss zurück'],
  'swd-wait-at': ['Befehl n an den Chip wird mit WAIT beantwortet', 'Status 10'],
  'swd-fault-at': ['Befehl n an den Chip wird mit FAULT beantwortet und nicht ausgeführt', 'Status 11'],
  'swd-parity-at': ['Befehl n kommt mit einem Paritätsfehler zurück', 'lange Drähte bei 4 MHz'],
  'swd-silent-at': ['Befehl n bleibt ohne Antwort', 'ein lockerer Draht'],
  'swd-lost-at': [
    'SWD ist ab Befehl n bis zum Aus- und Einschalten tot',
    'Firmware, die ihre Debug-Pins abschaltet; ein Chip, der hängt',
  ],
  'swd-reset-at': ['der Chip setzt sich bei Befehl n zurück', 'ein Watchdog, ein Störimpuls'],
  'swd-power-cut-at': ['die Versorgung fällt bei Befehl n endgültig aus', 'die Versorgung wird ausgeschaltet'],
  'swd-brown-out-at': ['die Versorgung fällt bei Befehl n kurz aus', 'eine schwache Versorgung'],
  'swd-lost-in-code': [
    'SWD ist bis zum Aus- und Einschalten tot, sobald ein Ladeprogramm läuft',
    'ein gelöschter ODrive an einem Klon: „jtag status contains invalid mode value“ während des Ladeprogramms',
  ],
  time: ['virtuelle Zeit oder die wirkliche Zeit', 'eine Person, die zusehen will'],
};

import type { UsageMessages, UsageStepMessages } from '../../command-line/usage.ts';
import type { Texts } from '../../language.ts';

export const usage: Texts<UsageMessages & UsageStepMessages> = {
  'usage.no-command': 'Ein Befehl fehlt.',
  'usage.exclusive': ({ option, others }) => `${option} kann nicht mit ${others.join(' oder ')} kombiniert werden.`,
  'usage.state-without-virtual': '--virtual-state braucht ein virtuelles Board.',
  'usage.unknown-board': ({ name }) => `Unbekannte Board-Version: ${name}.`,
  'usage.name-of-clone': ({ clone, major, minor }) =>
    `${clone} ist der Name eines Klons: er ist mit dem ODrive v${major}.${minor} kompatibel, aber der Name sagt nichts über die Spannung.`,
  'usage.cannot-listen': ({ address, port, reason }) =>
    `Auf ${address ?? (port === undefined ? 'dem USB/IP-Port 3240' : `Port ${port} von 127.0.0.1`)} kann nicht gelauscht werden (${reason}).`,
  'usage.no-probe-to-serve': '--stlink-server braucht ein Board mit einem ST-Link.',
  'usage.outside-flash': ({ range }) => `${range} liegt nicht im Hauptflash.`,
  'usage.udev-on-linux-only': 'udev-Regeln gibt es nur unter Linux.',
  'usage.no-message-given': 'Es wurde keine Meldung angegeben.',
  'usage.text-too-long': ({ mebibytes }) => `Der Text ist länger als ${mebibytes} MiB.`,
  'usage.bytes-on-terminal': 'Die Datei ist binär und lässt sich nicht auf einem Terminal ausgeben.',
  'usage.one-file-twice': ({ path }) => `Zwei Ergebnisse können nicht in eine Datei geschrieben werden: ${path}`,
  'usage.script-and-eval': 'Ein Skript und --eval können nicht kombiniert werden.',
  'usage.nothing-to-run': 'Es gibt nichts auszuführen: kein Terminal, kein Skript, kein Ausdruck.',
  'usage.code-failed': ({ file, what }) => `${file ?? 'Der Ausdruck'} ist fehlgeschlagen: ${what}`,
  'usage.needs-axis': 'Dies braucht eine Achse, z. B. odrv0.axis0.',
  'usage.needs-board': 'Dies braucht ein Board, z. B. odrv0.',
  'usage.no-motor-thermistor': 'Diese Firmware hat keinen Thermistor am Motor.',
  'usage.armed-here': ({ axis }) => `${axis} ist hier scharf, und dies würde den Watchdog nicht bedienen.`,
  'usage.step-mode': ({ mode }) =>
    `step_and_plot macht Sprünge der Position oder Geschwindigkeit, nicht im Regelmodus ${mode}.`,
  'usage.step-not-a-number': 'Der Sprung und seine Zeit sind Zahlen.',
  'usage.not-numbers': 'Die darzustellende Funktion gibt keine Zahlen zurück.',
  'usage.nothing-to-plot': 'Die Angabe, was dargestellt werden soll, fehlt.',
  'usage.oscilloscope-alone':
    '--oscilloscope liest einen Puffer, wie er ist: Pfad, Rate und Dauer können nicht angegeben werden.',
  'usage.not-to-be-saved': ({ path }) => `--save behält Werte der Konfiguration, und ${path} ist ein Wert anderer Art.`,
  'usage.clear-and-watch': '--clear und --watch können nicht kombiniert werden.',
  'usage.watch-and-all': '--watch folgt einem Board, und --all meint alle Boards.',
  'usage.all-and-one': '--all und die Auswahl eines Boards widersprechen sich.',
  'usage.values-need-usb':
    'Das Board ist nicht über USB verbunden, daher kann seine Firmware nicht nach ihren Werten gefragt werden: nur die Sektoren der Konfiguration können gespeichert werden.',

  'next.show-usage': ({ command, optionsFollow }) => {
    const usage = `odflash ${command === undefined ? '' : `${command} `}--help zeigt die Verwendung.`;
    return optionsFollow ? `Optionen stehen nach dem Befehl. ${usage}` : usage;
  },
  'next.omit-one': 'Eines davon weglassen.',
  'next.omit-them': 'Diese Angaben weglassen.',
  'next.omit-save': '--save weglassen.',
  'next.add-virtual': 'Auch --virtual angeben, z. B. --virtual v3.6-56V+dfu.',
  'next.pass-board': ({ names }) => `Die auf dem Board aufgedruckte Version angeben: ${names.join(', ')}.`,
  'next.pass-board-of-clone': ({ boards }) =>
    `${boards.map(({ name, volts }) => `--board ${name} angeben, wenn der Hersteller ${volts} V nennt`).join('; ')}. Aufdrucke sind manchmal falsch: nach dem Update muss vbus_voltage die wahre Versorgung zeigen.`,
  'next.choose-address': ({ option, example }) =>
    `Mit ${option} eine andere Adresse wählen, z. B. ${option} ${example}.`,
  'next.check-server': 'Host und Port prüfen, und dass dort der Server läuft: odflash virtual --listen, oder usbipd.',
  'next.add-probe': 'Einem Profil +stlink anfügen, z. B. --profile v3.6-56V+stlink.',
  'next.flash-range': ({ range }) => `Der Hauptflash ist ${range}.`,
  'next.doctor-names-driver': 'Unter Windows nennt odflash doctor den Treiber.',
  'next.macos-needs-nothing': 'macOS braucht nichts.',
  'next.pass-message':
    'Die Meldung als Argument angeben, odflash explain "MESSAGE", oder eine Datei in den Befehl leiten.',
  'next.pass-expression': "Einen Ausdruck angeben, z. B. odflash shell -e 'odrv0.vbus_voltage'.",
  'next.code-place': ({ place }) => `Es geschah bei ${place}.`,
  'next.correct-code': 'Den Fehler beheben und noch einmal ausführen.',
  'next.boards-of-shell': ({ names }) =>
    names.length === 0 ? 'Kein Board ist verbunden.' : `Verbunden: ${names.join(', ')}.`,
  'next.thermistor-since': 'Er kam mit Firmware 0.5.1.',
  'next.set-idle-first': ({ axis }) => `Zuerst auf IDLE setzen: ${axis}.requested_state = AXIS_STATE_IDLE`,
  'next.pass-step-mode': 'CONTROL_MODE_POSITION_CONTROL (3) oder CONTROL_MODE_VELOCITY_CONTROL (2) angeben.',
  'next.give-numbers': 'Eine Funktion angeben, die Zahlen zurückgibt, z. B. () => [odrv0.axis0.encoder.pos_estimate].',
  'next.name-value': 'Einen Wert nennen, z. B. odflash plot vbus_voltage. odflash get "*" zeigt alle Werte.',
  'next.clear-first': 'Erst löschen, dann beobachten.',
  'next.choose-by-serial': 'Mit --serial eines auswählen.',
  'next.connect-usb-or-dfu': 'Auch das USB-Kabel anschließen, oder einen Dateinamen angeben, der auf .dfu endet.',
  'next.write-differing-sectors': 'odflash flash FILE schreibt die abweichenden Sektoren.',
};

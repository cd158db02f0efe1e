import type { ReleaseMessages, ServerTrouble } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const anotherWay = 'Oder eine Firmware-Datei angeben, oder einen Spiegel mit --release-url.';

const troubles: Readonly<Record<ServerTrouble, string>> = {
  'certificate-date': 'hat ein TLS-Zertifikat vorgelegt, das heute nicht gültig ist',
  'not-found': 'wird nicht gefunden: kein Netzwerk oder keine Namensauflösung',
  unreachable: 'ist von diesem Rechner aus nicht erreichbar',
  'refuses-connections': 'lehnt Verbindungen ab',
  'timed-out': 'hat nicht rechtzeitig geantwortet',
  'no-http': 'spricht kein HTTP',
  'no-https': 'spricht kein HTTPS: stattdessen antwortet ein Proxy oder eine Anmeldeseite',
  'certificate-untrusted':
    'hat ein nicht vertrauenswürdiges TLS-Zertifikat vorgelegt (Anmeldeportal oder Proxy, der TLS aufbricht?)',
  'bad-redirects': 'leitet auf Adressen um, denen nicht gefolgt werden kann',
};

const places = {
  'no-address': 'ist keine Adresse',
  'no-http-or-folder': 'ist weder eine HTTP-Adresse noch ein Ordner',
  'has-credentials': 'enthält einen Benutzernamen oder ein Passwort',
  'other-machine': 'nennt einen anderen Rechner',
} as const;

const uses = { read: 'gelesen', written: 'geschrieben' } as const;

export const release: Texts<ReleaseMessages> = {
  'list.not-json': 'abgeschnitten oder kein JSON',
  'list.not-a-list': 'keine Liste',
  'list.not-a-manifest': 'kein Manifest eines Spiegels',
  'list.newer-manifest': 'der Spiegel wurde von einem neueren odflash erstellt',
  'list.no-files': 'das Manifest nennt keine Dateien',
  'list.file-invalid': ({ number }) => `Datei ${number} des Manifests ist ungültig`,
  'list.release-invalid': ({ number }) => `Release ${number} der Liste ist ungültig`,

  'download.size': ({ bytes, listed }) => `hat ${bytes} Bytes statt der verzeichneten ${listed}`,
  'download.digest': 'entspricht nicht dem verzeichneten SHA-256',
  'download.contradiction': ({ contradiction }, say) => `ist nicht die verzeichnete Firmware. ${say(contradiction)}`,
  'download.other-product': ({ product }, say) => `ist Firmware eines anderen Produkts: ${say(product)}`,
  'download.other-generation': ({ generation }) => `ist Firmware eines Release ${generation}`,
  'download.no-firmware': ({ cause }, say) => `ist keine gültige Firmware-Datei. ${say(cause)}`,
  'download.replaced': 'unterscheidet sich vom ersten Download',

  'release.none-found': ({ boards, place }) =>
    `Keine Firmware${boards ? ` für ${boards.join(', ')}` : ''} gefunden in ${place}.`,
  'release.not-found': ({ name, version, place }) =>
    `${name} von Firmware ${version} wurde in ${place} nicht gefunden.`,
  'release.listed-but-missing': ({ name, version, cause }, say) =>
    `${name} von ${version} ist verzeichnet, fehlt aber. ${say(cause)}`,
  'release.file-differs': ({ name, version, how }, say) => `${name} von ${version} ${say(how)}`,
  'release.not-cached': ({ host }) =>
    `Nicht unter den früheren Downloads von ${host}, und --offline verbietet den Netzwerkzugriff.`,
  'release.list-invalid': ({ why }, say) => `Ungültige Liste von Releases: ${say(why)}.`,
  'release.no-mirror': ({ cause }, say) => `Kein Spiegel gefunden: ${say(cause)}`,
  'release.mirror-not-writable': ({ folder, system }) =>
    `Der Spiegel in ${folder} kann nicht geschrieben werden (${system})`,
  'release.file-absent': ({ path }) => `${path} gibt es nicht.`,
  'release.page-part-missing': 'Ein Teil dieser Seite konnte nicht geladen werden.',
  'release.file-unreadable': ({ path, system }) => `${path} ist nicht lesbar (${system})`,
  'release.too-large': ({ what, bytes }) =>
    `${what} hat mehr als ${bytes / 1024 / 1024} MiB, die Grenze für diese Anfrage.`,
  'release.place-invalid': ({ place, why }) => `--release-url ${place} ${places[why]}`,

  'release.cache-unusable': ({ use, cause }, say) =>
    `Der Ordner der früheren Downloads kann nicht ${uses[use]} werden: ${say(cause)}`,
  'release.cached-file-damaged': ({ location }) => `${location} ist beschädigt und wird ignoriert.`,

  'server.trouble': ({ host, trouble, detail, today }) =>
    trouble === undefined
      ? `${host} war nicht erreichbar (${detail}).`
      : `${host} ${troubles[trouble]}.${today === undefined ? '' : ` Die Uhr dieses Rechners steht auf ${today}.`}`,
  'server.insecure-redirect': ({ host, to }) => `${host} leitet auf eine unsichere Adresse um (${to}).`,
  'server.silent': ({ host }) => `${host} hat nicht rechtzeitig geantwortet.`,
  'server.web-page': ({ host }) =>
    `${host} hat mit einer Webseite geantwortet, wahrscheinlich mit der Anmeldeseite dieses Netzwerks.`,
  'server.rate-limit': ({ host, until }) =>
    `${host} nimmt ${until === undefined ? 'vorerst' : `bis ${until} UTC`} keine Anfragen aus diesem Netzwerk mehr an: Anfragelimit überschritten.`,
  'server.answered': ({ host, status }) => `${host} ${answered(status)} (HTTP ${status}).`,
  'server.retrying': ({ failure }, say) => `${say(failure)} Neuer Versuch.`,

  'next.wait-for-rate-limit':
    'So lange warten, oder --offline (frühere Downloads), --release-url (ein Spiegel) oder eine Firmware-Datei verwenden.',
  'next.open-address-in-browser': `Diese Adresse in einem Browser öffnen: das Netzwerk verlangt möglicherweise eine Anmeldung. ${anotherWay}`,
  'next.sign-in-to-network': `Auf diesem Rechner eine beliebige Seite im Browser öffnen und sich am Netzwerk anmelden. ${anotherWay}`,
  'next.set-clock': 'Datum und Uhrzeit dieses Rechners prüfen, dann denselben Befehl noch einmal ausführen.',
  'next.pass-certificate': `Sich am Netzwerk anmelden, oder Node das Zertifikat der Firma mit NODE_EXTRA_CA_CERTS=FILE angeben. ${anotherWay}`,
  'next.check-address': `Die Adresse prüfen. ${anotherWay}`,
  'next.run-without-offline': `Einmal ohne --offline ausführen. ${anotherWay}`,
  'next.pass-mirror':
    'Den von odflash catalogue mirror erstellten Ordner angeben, oder die Adresse seiner manifest.json.',
  'next.ask-publisher':
    'Beim Herausgeber nachfragen, ob die Datei ersetzt wurde. Bis dahin die vorhandene Datei flashen: ihren Pfad statt einer Version angeben.',
  'next.list-repository':
    'Die verfügbaren Dateien mit odflash catalogue --release-url https://github.com/odriverobotics/ODrive auflisten, oder eine Firmware-Datei angeben.',
  'next.pass-place-of-releases':
    'Einen Spiegel (https://…, einen Ordner) oder eine Liste von Releases angeben, wie GitHub sie hat (https://api.github.com/repos/OWNER/NAME/releases).',
};

function answered(status: number): string {
  if (status === 404 || status === 410) return 'hat an dieser Adresse nichts gefunden';
  if (status >= 500 || status === 408) return 'hat einen Serverfehler gemeldet';
  return status < 400 ? 'hat eine unerwartete Antwort gesendet' : 'hat die Anfrage abgelehnt';
}

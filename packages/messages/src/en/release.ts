import type { ReleaseMessages, ServerTrouble } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const anotherWay = 'Or pass a firmware file, or a mirror with --release-url.';

const troubles: Readonly<Record<ServerTrouble, string>> = {
  'certificate-date': 'presented a TLS certificate that is not valid today',
  'not-found': 'cannot be found: no network, or no name service',
  unreachable: 'cannot be reached from this machine',
  'refuses-connections': 'refuses connections',
  'timed-out': 'did not answer in time',
  'no-http': 'is not an HTTP server',
  'no-https': 'is not an HTTPS server: a proxy or a login page answers instead',
  'certificate-untrusted': 'presented an untrusted TLS certificate (captive portal or TLS-inspecting proxy?)',
  'bad-redirects': 'redirects to addresses that cannot be followed',
};

const places = {
  'no-address': 'is not an address',
  'no-http-or-folder': 'is neither an HTTP address nor a folder',
  'has-credentials': 'contains a user name or password',
  'other-machine': 'names another machine',
} as const;

export const release: Texts<ReleaseMessages> = {
  'list.not-json': 'truncated, or not JSON',
  'list.not-a-list': 'not a list',
  'list.not-a-manifest': 'not a mirror manifest',
  'list.newer-manifest': 'the mirror was made by a newer odflash',
  'list.no-files': 'the manifest lists no files',
  'list.file-invalid': ({ number }) => `file ${number} of the manifest is invalid`,
  'list.release-invalid': ({ number }) => `release ${number} of the list is invalid`,

  'download.size': ({ bytes, listed }) => `has ${bytes} bytes instead of the listed ${listed}`,
  'download.digest': 'does not match the listed SHA-256',
  'download.contradiction': ({ contradiction }, say) => `is not the firmware that is listed. ${say(contradiction)}`,
  'download.other-product': ({ product }, say) => `is firmware of another product: ${say(product)}`,
  'download.other-generation': ({ generation }) => `is firmware of a ${generation} release`,
  'download.no-firmware': ({ cause }, say) => `is not a valid firmware file. ${say(cause)}`,
  'download.replaced': 'differs from its first download',

  'release.none-found': ({ boards, place }) =>
    `No firmware${boards ? ` for ${boards.join(', ')}` : ''} found at ${place}.`,
  'release.not-found': ({ name, version, place }) => `${name} of firmware ${version} was not found at ${place}.`,
  'release.listed-but-missing': ({ name, version, cause }, say) =>
    `${name} of ${version} is listed but missing. ${say(cause)}`,
  'release.file-differs': ({ name, version, how }, say) => `${name} of ${version} ${say(how)}`,
  'release.not-cached': ({ host }) => `Not in the download cache of ${host}, and --offline disables network access.`,
  'release.list-invalid': ({ why }, say) => `Invalid list of releases: ${say(why)}.`,
  'release.no-mirror': ({ cause }, say) => `No mirror found: ${say(cause)}`,
  'release.mirror-not-writable': ({ folder, system }) => `The mirror in ${folder} cannot be written (${system})`,
  'release.file-absent': ({ path }) => `${path} does not exist.`,
  'release.page-part-missing': 'A part of this page could not be loaded.',
  'release.file-unreadable': ({ path, system }) => `${path} cannot be read (${system})`,
  'release.too-large': ({ what, bytes }) =>
    `${what} has more than ${bytes / 1024 / 1024} MiB, the limit for this request.`,
  'release.place-invalid': ({ place, why }) => `--release-url ${place} ${places[why]}`,

  'release.cache-unusable': ({ use, cause }, say) => `The download cache cannot be ${use}: ${say(cause)}`,
  'release.cached-file-damaged': ({ location }) => `${location} is damaged and is ignored.`,

  'server.trouble': ({ host, trouble, detail, today }) =>
    trouble === undefined
      ? `${host} could not be reached (${detail}).`
      : `${host} ${troubles[trouble]}.${today === undefined ? '' : ` The clock of this machine is set to ${today}.`}`,
  'server.insecure-redirect': ({ host, to }) => `${host} redirects to an insecure address (${to}).`,
  'server.silent': ({ host }) => `${host} did not answer in time.`,
  'server.web-page': ({ host }) => `${host} answered with a web page, most likely the login page of this network.`,
  'server.rate-limit': ({ host, until }) =>
    `${host} accepts no more requests from this network${until === undefined ? ' for now' : ` until ${until} UTC`}: rate limit exceeded.`,
  'server.answered': ({ host, status }) => `${host} ${answered(status)} (HTTP ${status}).`,
  'server.retrying': ({ failure }, say) => `${say(failure)} Retrying.`,

  'next.wait-for-rate-limit':
    'Wait until then, or use --offline (cached downloads), --release-url (a mirror) or a firmware file.',
  'next.open-address-in-browser': `Open that address in a browser: the network may require a login. ${anotherWay}`,
  'next.sign-in-to-network': `Open any page in a browser on this machine and sign in to the network. ${anotherWay}`,
  'next.set-clock': "Check this machine's date and time, then run the same command again.",
  'next.pass-certificate': `Sign in to the network, or pass your company's certificate to Node with NODE_EXTRA_CA_CERTS=FILE. ${anotherWay}`,
  'next.check-address': `Check the address. ${anotherWay}`,
  'next.run-without-offline': `Run it once without --offline. ${anotherWay}`,
  'next.pass-mirror': 'Pass the folder made by odflash catalogue mirror, or the address of its manifest.json.',
  'next.ask-publisher':
    'Ask the publisher whether the file was replaced. Until then flash the file you have: pass its path instead of a version.',
  'next.list-repository':
    'List the available files with odflash catalogue --release-url https://github.com/odriverobotics/ODrive, or pass a firmware file.',
  'next.pass-place-of-releases':
    'Pass a mirror (https://…, a folder) or a list of releases as GitHub has it (https://api.github.com/repos/OWNER/NAME/releases).',
};

function answered(status: number): string {
  if (status === 404 || status === 410) return 'found nothing at that address';
  if (status >= 500 || status === 408) return 'reported a server error';
  return status < 400 ? 'sent an unexpected response' : 'refused the request';
}

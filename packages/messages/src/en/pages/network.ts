import type { ErrorPages } from '../../pages.ts';

export const networkPages: Pick<ErrorPages, 'download-failed' | 'release-missing' | 'checksum-mismatch'> = {
  'download-failed': {
    about: [
      'A firmware file, or the list of releases of another repository or a mirror, could not be downloaded. Nothing was changed on the board. The message names the address and what happened there; `details.reason` in `--json` gives it in one word.',
    ],
    causes: [
      '`no-network`, `connection`, `timeout`, `server`: no network, no name service, a firewall, or a server error. Temporary failures were retried three times, for at most a few minutes.',
      "`rate-limit`: GitHub's API answers 60 requests an hour per address, and a laboratory often shares one address. Only the list of another repository uses that API.",
      '`web-page`: something answered with a web page: the login page of a hotel or company network.',
      "`clock`: the server's certificate is not valid at the date of this computer. Computers without a battery-backed clock start in the past.",
      '`certificate`: the network replaces certificates with its own, which Node does not know.',
      '`bad-list`, `too-large`: the answer is incomplete, or is not a list of releases.',
      '`refused`, `not-found`: the address is wrong, or a device on the network blocks or redirects the request.',
      '`offline`: `--offline` was given and it was never downloaded before.',
      '`no-mirror`: `--release-url` names a place without a `manifest.json`.',
    ],
    steps: [
      'Open the address of the message in a browser on the same computer. If a login page appears, sign in and try again.',
      "Check this machine's date and time.",
      'Behind a certificate of your company: `NODE_EXTRA_CA_CERTS=company.pem`.',
      'Behind a proxy: Node takes `HTTPS_PROXY` into account from version 24 on, with `NODE_USE_ENV_PROXY=1`.',
      'Without a network: `odflash catalogue mirror DIR` on a machine that has one, then `--release-url DIR` here.',
      'Or download the firmware file by hand and name it: that needs no network at all.',
    ],
  },
  'release-missing': {
    about: [
      'A release was requested by version, or the newest one, and none was found for exactly this board version; or the list names a file that no longer exists. A file for a similar board is never used instead.',
    ],
    causes: [
      'The version does not exist, or was never built for this board: v3.5 and v3.6 have firmware up to 0.5.6, older boards less.',
      "ODrive's releases are a table in odflash, made from the repository's release scripts; one of its addresses may be wrong.",
      'Only pre-releases fit, and those are used only when requested by version.',
      'Neither the source of the releases nor the board is known.',
      'A mirror lists a file that was not copied with it.',
    ],
    steps: [
      'List the available firmware with `odflash catalogue --board v3.6-56V` (the version printed on your board), and pass one of those.',
      'Ask GitHub for its own list: `odflash catalogue --release-url https://github.com/odriverobotics/ODrive`, and use the same option with `update`. It also has pre-releases.',
      'Or download the firmware file for your board, for example `ODriveFirmware_v3.6-56V.hex`, and name that file instead.',
      'If a mirror is incomplete, make it again: `odflash catalogue mirror DIR` fetches only what is missing.',
    ],
  },
  'checksum-mismatch': {
    about: [
      "A firmware file was downloaded completely, but its size or SHA-256 is not the one its publisher, the mirror or the first download of the same file gave. No digest of ODrive's own files was ever published: of those the checksums of the HEX lines must hold, and the board, the voltage and the generation in the bytes must be those of the release. The file was discarded, and nothing was changed on the board.",
      'Or `odflash update VERSION` wrote what the list of releases gave for that version, and the board then reports another one. The message names both, and the command that restores the old firmware.',
    ],
    causes: [
      'A proxy or virus scanner on the way changed it, or answered with something else.',
      'A mirror was copied incompletely, or its files were changed after its `manifest.json` was written.',
      'The publisher replaced the file while it was being fetched.',
      'A mirror lists a file under the wrong version.',
    ],
    steps: [
      'Run the same command again; on another network the result shows whether the first network changes downloads.',
      'If it is a mirror, make it again: `odflash catalogue mirror DIR` replaces the files that differ.',
      'Do not flash such a file by other means before you know why it differs.',
    ],
  },
};

// Debian's Chromium in the guest, with its real WebUSB, on the page as `odflash serve` gives it. The boards are allowed by a policy in
// the guest's own /etc, so that no choice in the browser's own list is needed.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Site, serveFiles } from '../../../packages/cli/src/commands/serve/site.ts';
import { type Guest, hostProject, runOrThrow } from './guest.ts';
import { flashInPage, type Said } from './person.ts';

export interface Browsed extends AsyncDisposable {
  /** All that the person has said of the board by the end of its flash. */
  end(serial: string, timeoutMs: number): Promise<readonly Said[]>;
  /** What Chromium has written, its console included, and the kernel: for a test that failed. */
  evidence(): Promise<string>;
}

/** Opens the page, and flashes the boards of these serial numbers in this order, each as soon as it is plugged in. */
export async function browse(guest: Guest, serials: readonly string[], firmware: Uint8Array): Promise<Browsed> {
  const site = await serveFiles(siteFiles(serials, firmware), 0);
  await put(guest, '/etc/chromium/policies/managed/usb.json', JSON.stringify(policy(site)));
  await put(guest, '/etc/fonts/fonts.conf', fonts);
  const chromium = await guest.start(['/usr/lib/chromium/chromium', ...flags, site.url]);
  let isLost = false;
  const written = async () => (await chromium.printed()).stderr;
  const evidence = async () => {
    const log = (await written()).split('\n').filter((line) => !/dbus|said \{/.test(line));
    return `Chromium:\n${log.slice(-40).join('\n')}\nKernel:\n${(await guest.kernelLog()).split('\n').slice(-30).join('\n')}`;
  };
  return {
    evidence,
    async end(serial, timeoutMs) {
      if (isLost) throw new Error('the page did not come to the end of the board before');
      for (const latest = Date.now() + timeoutMs; Date.now() < latest; await sleep(1_000)) {
        const said = saidIn(await written()).filter((one) => one.serial === serial);
        if (said.at(-1)?.what === 'end') return said;
      }
      isLost = true;
      throw new Error(`no end in ${timeoutMs} ms\n${shownOf(saidIn(await written()))}\n${await evidence()}`);
    },
    // Chromium ends with the guest.
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

/** What the person has seen last, to be read. */
export function shownOf(said: readonly Said[]): string {
  const last = said.at(-1);
  return last ? `The page, at "${last.what} ${last.text}":\n${last.page}` : 'The page has not come up.';
}

const page = join(hostProject, 'apps/web/dist');
const firmwareName = 'firmware.bin';

/** The page as it was built, with the person in it. Without its service worker, which knows only what was built. */
function siteFiles(serials: readonly string[], firmware: Uint8Array) {
  const built = readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
    .map((entry) => relative(page, join(entry.parentPath, entry.name)));
  const script = `${flashInPage}\nvoid flashInPage(${JSON.stringify(serials)}, '${firmwareName}');\n`;
  const index = () => readFileSync(join(page, 'index.html'), 'utf8');
  const ours: Readonly<Record<string, () => Uint8Array>> = {
    'person.js': () => Buffer.from(script),
    [firmwareName]: () => firmware,
    'index.html': () =>
      Buffer.from(index().replace('</head>', '<script type="module" src="person.js"></script></head>')),
  };
  return {
    names: [...new Set([...built, ...Object.keys(ours)])],
    read: (name: string) => ours[name]?.() ?? readFileSync(join(page, name)),
  };
}

/** Bootloader and running boards. */
const policy = ({ url }: Site) => ({
  WebUsbAllowDevicesForUrls: [
    {
      devices: [
        { vendor_id: 0x0483, product_id: 0xdf11 },
        { vendor_id: 0x1209, product_id: 0x0d32 },
      ],
      urls: [url],
    },
  ],
});

const fonts = '<fontconfig><dir>/usr/share/fonts</dir><cachedir>/tmp/fonts</cachedir></fontconfig>';

/** The page counts as one of this computer, which a page with WebUSB must; and as few processes as Chromium runs with. */
const flags = [
  ...['--headless', '--no-sandbox', '--user-data-dir=/tmp/chromium', '--host-resolver-rules=MAP localhost 10.0.2.2'],
  ...['--disable-gpu', '--in-process-gpu', '--disable-dev-shm-usage', '--renderer-process-limit=1'],
  ...['--enable-features=NetworkServiceInProcess2', '--disable-extensions', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-breakpad', '--no-first-run'],
  ...['--force-prefers-reduced-motion', '--window-size=400,600', '--enable-logging=stderr'],
];

function put(guest: Guest, path: string, text: string): Promise<unknown> {
  const script = 'mkdir -p "$(dirname "$1")" && printf %s "$2" > "$1"';
  return runOrThrow(guest, ['sh', '-c', script, 'put', path, text]);
}

/** `[…:INFO:CONSOLE:1] "said {…}", source: http://…` */
function saidIn(written: string): readonly Said[] {
  return [...written.matchAll(/CONSOLE\S* "said (\{.*\})", source: /g)].map(
    ([, json = '']) => JSON.parse(json) as Said,
  );
}

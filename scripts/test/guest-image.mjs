// What the guest of test/guest boots: Debian's kernel, unpacked, and an initramfs with busybox, test/guest/inside/init and the
// kernel modules for USB/IP. Kept in .cache/guest, built again when the kernel or init changes.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../workspace.mjs';
import { cpio } from './cpio.mjs';
import { aptGet, ensurePackages } from './debian.mjs';

const cache = join(root, '.cache/guest');

/** Loaded in this order, each after what it depends on. */
const modules = ['virtio_pci', 'virtio_net', '9pnet_virtio', '9p', 'vhci_hcd', 'usbip_host', 'usbmon', 'cdc_acm'];

/** Packages that run the guest, and the strangers' programs that run in it (it sees the host's /usr). */
const packages = [
  ...['qemu-system-x86', 'busybox-static', 'xz-utils', 'util-linux', 'udev'],
  ...['usbip', 'usbutils', 'dfu-util', 'stlink-tools', 'openocd', 'python3', 'python3-usb', 'chromium'],
];

const busybox = '/bin/busybox';
/** Where the host's libraries lie, for programs that ask ldconfig (Python's ctypes, and so pyusb). */
const libraries = '/etc/ld.so.cache';

const accounts = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/tmp:/usr/sbin/nologin\n',
  'etc/group': 'root:x:0:\nplugdev:x:46:\nnogroup:x:65534:\n',
  'etc/hosts': '127.0.0.1 localhost guest\n10.0.2.2 host\n',
};

/** Makes .cache/guest/vmlinux and .cache/guest/initramfs.cpio what they should be. */
export function ensureGuestImage() {
  ensurePackages(packages);
  mkdirSync(cache, { recursive: true });
  const kernel = unpackedKernel();
  const init = join(root, 'test/guest/inside/init');
  makeFrom([kernel], 'vmlinux', () => bootableKernel(kernel));
  makeFrom([kernel, init, busybox, libraries, import.meta.filename], 'initramfs.cpio', () =>
    cpio(initramfsEntries(kernel, init)),
  );
}

/** Writes a file of the cache unless it is newer than everything it is made from. */
function makeFrom(sources, name, content) {
  const file = join(cache, name);
  const changed = Math.max(...sources.map((source) => statSync(source).ctimeMs));
  if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > changed) return;
  writeFileSync(`${file}.part`, content());
  renameSync(`${file}.part`, file);
}

/** The folder with the files of Debian's current kernel package; fetched once. */
function unpackedKernel() {
  const have = readdirSync(cache).find((name) => name.startsWith('linux-image-') && !name.endsWith('.part'));
  return join(cache, have ?? fetchKernel());
}

/** Package lists that are absent or old make the first try fail: the name is asked for again once they are new. */
function fetchKernel() {
  for (const prepare of [() => 0, () => aptGet(['update', '-qq'])]) {
    prepare();
    const name = kernelPackage();
    if (name && fetchPackage(name)) return name;
  }
  throw new Error('apt-get gives no linux-image-amd64: the guest needs the kernel of Debian for amd64');
}

/** Downloads a package and unpacks it into the cache. False if it cannot be had. */
function fetchPackage(name) {
  console.error(`Fetching ${name} …`);
  const part = join(cache, `${name}.part`);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  if (download(name, part) !== 0) return false;
  const [archive] = readdirSync(part);
  output('dpkg-deb', ['-x', join(part, archive), part]);
  rmSync(join(part, archive));
  renameSync(part, join(cache, name));
  return true;
}

function kernelPackage() {
  return /Depends: (linux-image-[0-9]\S*)/.exec(output('apt-cache', ['depends', 'linux-image-amd64']).toString())?.[1];
}

function download(name, folder) {
  // As ourselves, into our own folder: no root needed, and no warning of apt's that its sandbox user cannot write there.
  const done = spawnSync('apt-get', ['-qq', '-o', 'APT::Sandbox::User=', 'download', name], {
    cwd: folder,
    stdio: 'inherit',
  });
  return done.status ?? 1;
}

/** What kernels are packed with, by their first bytes (Documentation/x86/boot.rst, payload_offset), and who unpacks it. */
const packings = [
  { magic: 'fd377a585a00', unpack: ['xz', '--decompress', '--stdout', '--single-stream'] },
  { magic: '28b52ffd', unpack: ['zstd', '--decompress', '--stdout'] },
];

/**
 * The ELF file inside the bzImage. QEMU starts it directly (PVH), which saves the guest from unpacking it under emulation,
 * about 3 s. Offsets: Documentation/x86/boot.rst, setup_sects, payload_offset, payload_length.
 */
function bootableKernel(kernel) {
  const boot = join(kernel, 'boot');
  const name = readdirSync(boot).find((file) => file.startsWith('vmlinuz-'));
  const image = readFileSync(join(boot, name));
  const start = (image.readUInt8(0x1f1) + 1) * 512 + image.readUInt32LE(0x248);
  const payload = image.subarray(start, start + image.readUInt32LE(0x24c));
  const packing = packings.find(({ magic }) => payload.toString('hex', 0, 6).startsWith(magic));
  if (!packing) throw new Error(`${name} is packed in a way that is not known here`);
  const [program, ...args] = packing.unpack;
  if (program === 'zstd') ensurePackages(['zstd']);
  return output(program, args, { input: payload });
}

function initramfsEntries(kernel, init) {
  const files = moduleFiles(kernel);
  const folders = [
    'bb',
    'dev',
    'etc',
    'etc/udev',
    'modules',
    'proc',
    'root',
    'run',
    'sys',
    'tmp',
    'usr',
    'var',
    'var/run',
  ];
  return [
    ...folders.map((path) => ({ path, kind: 'directory' })),
    ...['bin', 'sbin', 'lib', 'lib64'].map((path) => ({ path, kind: 'link', content: `usr/${path}` })),
    ...Object.entries(accounts).map(([path, content]) => ({ path, kind: 'file', content })),
    // Without it Node (ICU) compares every file of /usr/share/zoneinfo at the first date it prints: 20 s under emulation.
    { path: 'etc/localtime', kind: 'link', content: '/usr/share/zoneinfo/Etc/UTC' },
    { path: 'bb/busybox', kind: 'program', content: readFileSync(busybox) },
    { path: 'etc/ld.so.cache', kind: 'file', content: readFileSync(libraries) },
    { path: 'init', kind: 'program', content: readFileSync(init) },
    { path: 'modules/order', kind: 'file', content: files.map((file) => `${basename(file, '.xz')}\n`).join('') },
    ...files.map((file) => ({ path: `modules/${basename(file, '.xz')}`, kind: 'file', content: moduleIn(file) })),
  ];
}

/** Debian packs modules from 13 on. */
const moduleFile = /\.ko(\.xz)?$/;

function moduleIn(file) {
  return file.endsWith('.xz') ? output('xz', ['--decompress', '--stdout', file]) : readFileSync(file);
}

/** Files of `modules` and everything they depend on, dependencies first. */
function moduleFiles(kernel) {
  const library = join(kernel, 'lib/modules');
  const files = new Map(
    readdirSync(library, { recursive: true })
      .filter((name) => moduleFile.test(name))
      .map((name) => [basename(name).replace(moduleFile, '').replaceAll('-', '_'), join(library, name)]),
  );
  const order = new Set();
  const add = (name) => {
    const file = files.get(name);
    // What is built into the kernel has no file; a wrong name shows when the guest lacks what it needs.
    if (!file || order.has(file)) return;
    for (const needed of dependencies(file)) add(needed);
    order.add(file);
  };
  for (const name of modules) add(name);
  return [...order];
}

/** The module's own `depends=` field (.modinfo section): comma-separated names. */
function dependencies(file) {
  const field = /\0depends=([^\0]*)\0/.exec(moduleIn(file).toString('latin1'))?.[1] ?? '';
  return field
    .split(',')
    .filter(Boolean)
    .map((name) => name.replaceAll('-', '_'));
}

function output(program, args, options) {
  const done = spawnSync(program, args, { maxBuffer: 256 * 1024 * 1024, ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status}: ${done.stderr}`);
  return done.stdout;
}

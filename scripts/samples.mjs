// Builds samples/built from samples/firmware with Debian's cross compiler. The same compiler gives the same bytes anywhere:
// no path, date or machine name gets into a file.
//   node scripts/samples.mjs            build into samples/built
//   node scripts/samples.mjs --check    build elsewhere and compare with samples/built, byte for byte

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { ensurePackages } from './test/debian.mjs';
import { build, ensureInstalled, root } from './workspace.mjs';

const sources = ['startup.c', 'main.c', 'usart.c', 'crc32.c', 'version.c', 'payload.S'];
const everyFormat = ['elf', 'bin', 'hex', 'dfu'];
const programs = [
  { name: '1.0.0', version: '1.0.0', payloadKiB: 250, sources, formats: everyFormat },
  { name: '2.0.0', version: '2.0.0', payloadKiB: 252, sources, formats: everyFormat },
  odriveProgram(3, 5, 48),
  odriveProgram(3, 6, 56),
];
const imageAddress = '0x08000000';

const firmware = join(root, 'samples/firmware');
const tools = join(root, 'samples/tools');
const built = join(root, 'samples/built');

await main(process.argv.slice(2));

async function main(args) {
  if (args.some((arg) => arg !== '--check')) throw new Error('usage: node scripts/samples.mjs [--check]');
  ensureInstalled();
  ensurePackages(['gcc-arm-none-eabi', 'binutils-arm-none-eabi', 'python3']);
  if (!args.includes('--check')) return buildAll(built);
  const folder = mkdtempSync(join(tmpdir(), 'odflash-samples-'));
  try {
    await buildAll(folder);
    compare(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function buildAll(folder) {
  mkdirSync(folder, { recursive: true });
  const descriptor = await descriptorOf('0.5.6');
  for (const program of programs) buildProgram(folder, program, descriptor);
  writeFileSync(join(folder, 'COMPILER'), `${output('arm-none-eabi-gcc', ['--version']).split('\n')[0]}\n`);
}

/** What odflash takes for ODrive firmware, and a virtual board runs as that. */
function odriveProgram(major, minor, voltage) {
  return {
    name: `odrive-v${major}.${minor}-${voltage}V`,
    version: '0.5.6',
    payloadKiB: 8,
    sources: [...sources, 'odrive.c', 'descriptor.S'],
    defines: { HW_VERSION_MAJOR: major, HW_VERSION_MINOR: minor, HW_VERSION_VOLTAGE: voltage },
    formats: ['hex'],
  };
}

/** What a virtual board with that firmware describes itself with. */
async function descriptorOf(release) {
  build();
  const { factoryFirmware } = await import('@odflash/virtual');
  const { boardVersion } = await import('@odflash/core');
  const image = factoryFirmware(boardVersion('v3.6-56V'), 1, undefined, release);
  const start = Buffer.from(image.buffer).indexOf('[{"name":"","id":0,');
  return image.subarray(start, image.indexOf(0, start));
}

function buildProgram(folder, program, descriptor) {
  const { name, version, payloadKiB, formats } = program;
  const work = mkdtempSync(join(tmpdir(), 'odflash-sample-'));
  const product = (extension) => join(work, `odflash-sample-${name}.${extension}`);
  try {
    run('python3', [join(tools, 'payload.py'), version, payloadKiB, join(work, 'payload.bin')]);
    writeFileSync(join(work, 'descriptor.json'), descriptor);
    const linked = link(work, program);
    seal(work, linked, product('elf'));
    run('arm-none-eabi-objcopy', ['-O', 'binary', product('elf'), product('bin')]);
    run('arm-none-eabi-objcopy', ['-O', 'ihex', product('elf'), product('hex')]);
    const element = `${imageAddress}:${product('bin')}`;
    run('python3', [join(tools, 'dfuse_pack.py'), product('dfu'), `odflash sample ${version}`, element]);
    for (const extension of formats) {
      const file = join(folder, basename(product(extension)));
      copyFileSync(product(extension), file);
      chmodSync(file, 0o644);
    }
  } finally {
    rmSync(work, { recursive: true });
  }
}

function link(work, { version, sources, defines = {} }) {
  const [major, minor, revision] = version.split('.');
  const versions = { FW_VERSION_MAJOR: major, FW_VERSION_MINOR: minor, FW_VERSION_REVISION: revision };
  const flags = [
    ...['-mcpu=cortex-m4', '-mthumb', '-mfloat-abi=soft', '-std=c11', '-Os', '-Wall', '-Wextra', '-Werror'],
    ...['-ffreestanding', '-fno-tree-loop-distribute-patterns', '-nostdlib', '-static'],
    ...Object.entries({ ...versions, ...defines }).map(([name, value]) => `-D${name}=${value}`),
    ...[`-Wa,-I${work}`, '-Wl,--build-id=none', '-T', 'stm32f405.ld'],
  ];
  const linked = join(work, 'linked.elf');
  run('arm-none-eabi-gcc', [...flags, ...sources, '-o', linked], { cwd: firmware });
  return linked;
}

/** Writes the CRC-32 of everything before it into the image's last four bytes. */
function seal(work, linked, sealed) {
  const image = join(work, 'image.bin');
  run('arm-none-eabi-objcopy', ['-O', 'binary', linked, image]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32(readFileSync(image).subarray(0, -4)));
  writeFileSync(join(work, 'crc.bin'), crc);
  run('arm-none-eabi-objcopy', ['--update-section', `.image_crc=${join(work, 'crc.bin')}`, linked, sealed]);
}

function compare(folder) {
  const names = [...new Set([...readdirSync(folder), ...readdirSync(built)])].sort();
  const read = (place, name) => (readdirSync(place).includes(name) ? readFileSync(join(place, name)) : undefined);
  const different = names.filter((name) => {
    const [now, committed] = [read(folder, name), read(built, name)];
    return !now || !committed || !now.equals(committed);
  });
  if (different.length === 0) return console.log(`samples: ${names.length} files built again, all as committed`);
  console.error(`samples: not as committed: ${different.join(', ')}`);
  if (different.includes('COMPILER'))
    console.error('(the compiler is another one: build and commit samples/built again)');
  process.exitCode = 1;
}

function output(program, args, options) {
  const done = spawnSync(program, args.map(String), { encoding: 'utf8', ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status}:\n${done.stderr}`);
  return done.stdout;
}

function run(program, args, options) {
  output(program, args, options);
}

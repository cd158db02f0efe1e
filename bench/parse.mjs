// How fast firmware files are parsed: 1 MiB of firmware in each format, in a fresh process (what a command pays: the
// compiler is cold) and warm (what a page that is open pays), and whether time grows with size alone.
// Wall clock of this machine; the figures are printed, never a test. Run `npm run build` first.
//
//   node bench/parse.mjs            table on stderr, one line of JSON on stdout

import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { readImage, writeImage } from '@odflash/core';
import { crc32 } from '@odflash/core/image';

const mebibyte = 1 << 20;
const formats = ['intel-hex', 's-record', 'dfuse', 'raw'];
const coldRuns = 9;
const warmRuns = 15;
const targetMs = 60;

/** Bytes without a pattern a parser could profit from, the same in every run, behind a vector table. */
function firmware(bytes) {
  const data = new Uint8Array(bytes);
  const words = new Uint32Array(data.buffer);
  for (let i = 0, state = 1; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  new DataView(data.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(data.buffer).setUint32(4, 0x0800_0009, true);
  return data;
}

function fileOf(format, bytes) {
  return writeImage({ segments: [{ address: 0x0800_0000, data: firmware(bytes) }] }, format);
}

/** Milliseconds on the wall, and of processor time (all threads: the compiler works beside us). */
function parseMs(file) {
  const used = process.cpuUsage();
  const start = performance.now();
  const image = readImage(file);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { ms, cpuMs: (user + system) / 1e3, check: crc32(image.segments[0].data) };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** One parse in a process of its own, which makes its file with other code than it then measures. */
function coldParse(format, bytes) {
  const self = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [self, '--once', format, String(bytes)], { encoding: 'utf8' }));
}

function measure(format) {
  const one = fileOf(format, mebibyte);
  const two = fileOf(format, 2 * mebibyte);
  const expected = crc32(firmware(mebibyte));
  const warm = { one: [], two: [] };
  for (let run = 0; run < warmRuns; run++) {
    const parsed = parseMs(one);
    if (parsed.check !== expected) throw new Error(`${format}: the image is not what was written`);
    warm.one.push(parsed.ms);
    warm.two.push(parseMs(two).ms);
  }
  const cold = Array.from({ length: coldRuns }, () => coldParse(format, mebibyte));
  const coldMs = cold.map((run) => run.ms);
  return {
    format,
    fileBytes: one.length,
    coldMs: round(median(coldMs)),
    coldBestMs: round(Math.min(...coldMs)),
    coldCpuMs: round(median(cold.map((run) => run.cpuMs))),
    warmMs: round(median(warm.one)),
    fileMBps: round(one.length / 1e6 / (median(warm.one) / 1e3)),
    ratio2to1: round(Math.min(...warm.two) / Math.min(...warm.one)),
  };
}

function round(value) {
  return Math.round(value * 100) / 100;
}

function table(rows) {
  const columns = [
    ['format', (row) => row.format],
    ['file MB', (row) => (row.fileBytes / 1e6).toFixed(2)],
    ['1 MiB cold ms', (row) => row.coldMs.toFixed(1)],
    ['best', (row) => row.coldBestMs.toFixed(1)],
    ['processor ms', (row) => row.coldCpuMs.toFixed(1)],
    ['warm ms', (row) => row.warmMs.toFixed(1)],
    ['MB/s warm', (row) => row.fileMBps.toFixed(0)],
    ['2 MiB : 1 MiB, best', (row) => row.ratio2to1.toFixed(2)],
  ];
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, text]) => text(row)))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column])).join('  ')).join('\n');
}

const [mode, format, bytes] = process.argv.slice(2);
if (mode === '--once') {
  process.stdout.write(`${JSON.stringify(parseMs(fileOf(format, Number(bytes))))}\n`);
} else {
  const rows = formats.map(measure);
  process.stderr.write(`${table(rows)}\ntarget: 1 MiB of Intel HEX or S-record in at most ${targetMs} ms\n`);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  process.stdout.write(`${JSON.stringify({ v: 1, type: 'bench', name: 'parse', targetMs, ...machine, rows })}\n`);
}

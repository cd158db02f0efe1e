// Boots flash contents in QEMU's STM32F405 (machine netduinoplus2). Knows how to see that a program printed a line on
// USART2 or that the core faulted instead; knows nothing of odflash.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What became of a boot: the first line on USART2, or the first exception the core took instead of printing one. */
export type Boot = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'fault'; readonly text: string };

const flashLength = 1024 * 1024;

/**
 * Boots `flash` (from 0x08000000; the rest of the 1 MiB is blank). Both outcomes are events, so a board that says nothing is
 * told from one that is slow. Throws if neither happens within `timeoutMs`.
 */
export async function boot(flash: Uint8Array, { timeoutMs = 30_000 } = {}): Promise<Boot> {
  const folder = mkdtempSync(join(tmpdir(), 'odflash-boot-'));
  try {
    const kernel = join(folder, 'flash.bin');
    const contents = new Uint8Array(flashLength).fill(0xff);
    contents.set(flash);
    writeFileSync(kernel, contents);
    return await run(kernel, timeoutMs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(kernel: string, timeoutMs: number): Promise<Boot> {
  // `-d int` reports every exception on stderr; the sample takes none.
  const args = [
    '-M',
    'netduinoplus2',
    '-kernel',
    kernel,
    '-display',
    'none',
    '-serial',
    'null',
    '-serial',
    'stdio',
    '-d',
    'int',
  ];
  const qemu = spawn('qemu-system-arm', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [printed, log] = ['', ''];
  let seen: Boot | undefined;
  const see = (kind: Boot['kind'], text: string | undefined): void => {
    if (text === undefined) return;
    seen ??= { kind, text };
    qemu.kill('SIGKILL');
  };
  qemu.stdout.setEncoding('latin1').on('data', (text: string) => {
    printed += text;
    see('line', /^(.*?)\r?\n/.exec(printed)?.[1]);
  });
  qemu.stderr.setEncoding('latin1').on('data', (text: string) => {
    log += text;
    see('fault', /Taking exception \d+ \[(.*?)\]/.exec(log)?.[1]);
  });
  const deadline = setTimeout(() => qemu.kill('SIGKILL'), timeoutMs);
  return new Promise((resolve, reject) => {
    qemu.on('error', reject);
    qemu.on('close', () => {
      clearTimeout(deadline);
      if (seen) resolve(seen);
      else
        reject(new Error(`neither a line nor a fault in ${timeoutMs} ms; USART2: ${JSON.stringify(printed)}\n${log}`));
    });
  });
}

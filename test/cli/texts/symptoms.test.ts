// The table of symptoms, the error codes, their pages, the doctor's findings and odflash explain say the same. That the pages are
// what the catalogue says is held by `npm run check` (scripts/pages.mjs).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorCode, errorTable } from '@odflash/core';
import { findSymptoms } from '@odflash/core/diagnosis';
import { findingTable } from '@odflash/node';
import { describe, expect, it, vi } from 'vitest';
import { odflash as asProcess, root } from '../command.ts';
import { odflash } from '../quick.ts';

vi.setConfig({ testTimeout: 60_000 });

const codes = Object.keys(errorTable) as ErrorCode[];
const page = (code: string) => readFileSync(join(root, `docs/errors/${code}.md`), 'utf8');

/** What other tools say, as a page quotes it. */
function quotes(code: ErrorCode): readonly string[] {
  const section = page(code).split('## Other tools say')[1] ?? '';
  return [...section.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
}

describe('the table of symptoms', () => {
  it.each(codes.filter((code) => quotes(code).length > 0))('knows what the page of %s quotes', (code) => {
    const shared = page(code);
    for (const quote of quotes(code)) {
      const found = findSymptoms(quote).map((symptom) => symptom.code);
      expect(found, quote).not.toEqual([]);
      // A message may have several causes, each with a page of its own; then one names the other or both quote it.
      const leads = found.some(
        (other) => other === code || shared.includes(`${other}.md`) || page(other).includes(quote),
      );
      expect(leads, `${quote} leads to ${found}`).toBe(true);
    }
  });
});

describe('the findings of the doctor', () => {
  it.each(Object.entries(findingTable))('%s: a problem has a code, and so a page and an exit status', (_, finding) => {
    if (finding.level !== 'problem') return;
    expect(codes).toContain(finding.error);
    expect([3, 4, 6]).toContain(errorTable[finding.error ?? 'internal'].exit);
  });
});

describe('odflash explain', () => {
  it('explains a message of another tool, and where to read more', async () => {
    const run = await odflash(['explain', '(0, 2, 0, 0)']);
    expect(run.status, run.stderr).toBe(0);
    for (const words of ['odrivetool', 'ABORT', 'To do:', 'odflash explain unexpected-reply'])
      expect(run.stdout).toContain(words);
  });

  it('lists the steps before a long list of other forms, which --json gives completely', async () => {
    const text = 'NotImplementedError: Operation not supported or unimplemented on this platform';
    const [line = ''] = (await odflash(['explain', text])).stdout
      .split('\n')
      .filter((one) => one.includes('Also seen:'));
    const { seen: known }: { readonly seen: readonly unknown[] } = JSON.parse(
      (await odflash(['explain', text, '--json'])).stdout.split('\n')[0] ?? '',
    );
    expect(known.length).toBeGreaterThan(10);
    expect(line.split(' · ')).toHaveLength(7);
    expect(line).toMatch(new RegExp(`and ${known.length - 7} other forms$`));
  });

  it('explains our own codes, with what other tools say of the same', async () => {
    const lines = (await odflash(['explain', 'device-busy', '--json'])).lines();
    expect(lines[0]).toMatchObject({ type: 'code', code: 'device-busy', exit: 4 });
    expect(lines[1]).toMatchObject({ type: 'symptom', id: 'claimed', code: 'device-busy' });
  });

  it.each(codes)('prints the whole page of %s', async (code) => {
    const run = await odflash(['explain', code]);
    const lines = page(code)
      .split('\n')
      .filter((line) => line !== '' && !/[#[]/.test(line));
    expect(lines.length).toBeGreaterThan(3);
    // Paragraphs are broken anew.
    const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
    for (const line of lines) expect(inOneLine(run.stdout)).toContain(inOneLine(line));
  });

  it('accepts a message of several words, and reports an unknown one', async () => {
    expect((await odflash(['explain', 'no', 'langid', '--json'])).lines()[0]).toMatchObject({ id: 'no-langid' });
    const run = await odflash(['explain', 'xyzzy', '--json']);
    expect(run.last()).toMatchObject({ ok: true, matches: 0 });
    expect(run.stderr).toContain('odflash doctor');
    expect(run.status).toBe(9);
  });

  it('reads a whole pasted terminal from standard input, in UTF-8 and as PowerShell writes it', async () => {
    const text = `${'progress 10 %\r'.repeat(400)}\nValueError: The device has no langid\n`;
    for (const input of [Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      const run = await asProcess(['explain', '--json'], { input });
      expect(run.status, run.stderr).toBe(0);
      expect(run.lines()[0]).toMatchObject({ id: 'no-langid' });
    }
  });

  it('explains error flags of the firmware by the tables of status, with the releases that have them', async () => {
    const run = await odflash(['explain', 'axis0.encoder.error = 2']);
    expect(run.status, run.stderr).toBe(0);
    for (const words of [
      'CPR_OUT_OF_RANGE (encoder, firmware up to 0.4.12)',
      'CPR_POLEPAIRS_MISMATCH (encoder, firmware 0.5.1 and later)',
      'cause',
      'remedy',
    ])
      expect(run.stdout).toContain(words);
    expect(run.stderr).toContain('odflash status');
    const lines = (await odflash(['explain', 'MOTOR_ERROR_DRV_FAULT', '--json'])).lines();
    expect(lines[0]).toMatchObject({ type: 'flag', part: 'motor', name: 'DRV_FAULT', bit: 3, releases: [{}] });
    expect(lines.at(-1)).toMatchObject({ ok: true, matches: 1 });
  });

  it('decodes a status of the bootloader in the first line', async () => {
    const { stdout } = await odflash(['explain', 'Device Status: (5, 10, 0, 0)']);
    expect(stdout.split('\n')[0]).toContain('status 5 (errCHECK_ERASED), state 10 (dfuERROR)');
  });

  it('refuses empty standard input as something of which nothing is known', async () => {
    expect((await asProcess(['explain'])).status).toBe(9);
  });
});

import { errorTable } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying, sentence } from '../../../../test/support/in-english.ts';
import { diagnose, findingTable } from '../../src/index.ts';
import { closed, facts, failing, rom } from './facts.ts';
import { cases } from './machines.ts';

describe('the diagnosis of', () => {
  it.each(cases.map(([name, machine, codes, evidence]) => ({ name, machine, codes, evidence })))(
    '$name',
    ({ machine, codes, evidence }) => {
      const findings = diagnose(machine);
      expect(findings.map(({ code }) => code)).toEqual(codes);
      if (evidence !== undefined) expect(findings[0]).toMatchObject({ evidence: saying(evidence) });
      for (const { level, fix } of findings) expect(fix.length > 0).toBe(level !== 'ok');
    },
  );

  it('names the device by serial number and port', () => {
    expect(diagnose(facts([closed]))[0]).toMatchObject({ device: saying('356D38673332 at 1-2'), level: 'problem' });
  });

  it('has an example for every finding', () => {
    const reached = new Set(cases.flatMap(([, , codes]) => codes));
    expect([...reached].sort()).toEqual(Object.keys(findingTable).sort());
  });
});

describe('what a flash would stop at', () => {
  const [found] = diagnose(
    facts([
      {
        device: rom,
        kind: 'rom',
        preflight: [
          {
            code: 'unsafe-board',
            level: 'consent',
            consent: { what: 'unsafe-dfu', serial: '356D38673332' },
            error: 'unsafe-board',
            text: sentence('DFU mode can destroy it.'),
          },
        ],
      },
    ]),
  );

  it('is said in its own words, with its own page, what helps, and the line that accepts it', () => {
    expect(found).toMatchObject({ level: 'problem', title: saying('DFU mode can destroy it.'), error: 'unsafe-board' });
    expect(found?.fix).toEqual([
      errorTable['unsafe-board'].next,
      saying('To confirm, pass --consent unsafe-dfu=356D38673332.'),
    ]);
  });
});

it('a device that does not answer is to be plugged in elsewhere: behind a hub directly, at an xHCI controller behind one', () => {
  for (const [socket, words] of [
    ['hub', /plug it into the computer directly/],
    ['xhci', /put a USB 2\.0 hub in between/],
    [undefined, /^(?!.*hub)/],
  ] as const) {
    const [found] = diagnose(facts([failing('timeout', { socket })]));
    expect(inEnglish(found?.fix.at(-1) ?? '')).toMatch(words);
  }
});

// A release that is known not to start on a board like this one: asked before anything is changed.

import { acceptWarnings, boardVersion, type Finding, type FlashEvent, flash, readImage } from '@odflash/core';
import { createVirtualBoard, factoryFirmware, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { failure, firmware, holdsImage, imageOf, memoryVault } from '../bench.ts';

const board = boardVersion('v3.6-56V')!;
const claims = { boardVersion: 'v3.6-56V' };

function rig(profile: string, release: string) {
  const clock = virtualClock();
  const virtual = createVirtualBoard(profile, { clock });
  const env = { bus: virtualBus([virtual], { clock }), clock, vault: memoryVault() };
  const image = { ...imageOf(firmware(2)), claims, origin: { release } };
  const findings: Finding[] = [];
  const onEvent = (event: FlashEvent) => {
    if (event.type === 'findings') findings.push(...event.findings);
  };
  return { env, image, virtual, findings, request: { image, board, onEvent } };
}

describe('firmware 0.5.2 for a board with blank OTP', () => {
  it('is not written without confirmation', async () => {
    const { env, virtual, image, findings, request } = rig('v3.6-56V+dfu,otp=blank', '0.5.2');
    const error = await failure(flash(env, request));
    expect([error.code, error.board]).toEqual(['not-confirmed', 'untouched']);
    const [finding] = findings.filter(({ code }) => code === 'firmware-board');
    expect(finding).toMatchObject({ level: 'warn', details: { release: '0.5.2', otp: 'blank', effects: ['hangs'] } });
    expect(inEnglish(finding?.text ?? '')).toMatch(/0\.5\.2 does not start on a board with blank OTP/);
    expect(holdsImage(virtual.flash, image)).toBe(false);
  });

  it('is written after confirmation, so that a board can be restored', async () => {
    const { env, virtual, image, request } = rig('v3.6-56V+dfu,otp=blank', '0.5.2');
    await flash(env, { ...request, ask: acceptWarnings, start: false });
    expect(holdsImage(virtual.flash, image)).toBe(true);
  });
});

describe('a file without a version, whose object tree identifies the release', () => {
  it.each([
    [
      '0.5.2 for a board with blank OTP',
      'v3.6-56V+dfu,otp=blank',
      '0.5.2',
      /0\.5\.2 does not start on a board with blank/,
    ],
    [
      '0.5.6 for a board with a corrected record',
      'v3.6-56V+dfu,otp=corrected',
      '0.5.6',
      /reads only the first OTP record/,
    ],
  ])('is asked about: %s', async (_name, profile, release, text) => {
    const { env, findings, request } = rig(profile, release);
    const image = readImage(factoryFirmware(board, 7, 80 * 1024, release));
    const error = await failure(flash(env, { ...request, image }));
    expect([error.code, error.board]).toEqual(['not-confirmed', 'untouched']);
    const found = findings.filter(({ code }) => code === 'firmware-board');
    expect(found).toMatchObject([{ level: 'warn', details: { effects: ['hangs'] } }]);
    expect(inEnglish(found[0]?.text ?? '')).toMatch(text);
  });

  it('is not asked about where it fits: 0.5.6 for a board with blank OTP', async () => {
    const { env, findings, request } = rig('v3.6-56V+dfu,otp=blank', '0.5.6');
    const image = readImage(factoryFirmware(board, 7, 80 * 1024, '0.5.6'));
    await flash(env, { ...request, image, start: false, ask: acceptWarnings });
    expect(findings.filter(({ code }) => code === 'firmware-board')).toEqual([]);
  });
});

describe('no question is asked of', () => {
  it.each([
    ['0.5.2 on a board with its record', 'v3.6-56V+dfu', '0.5.2'],
    ['0.5.6 on a board with blank OTP', 'v3.6-56V+dfu,otp=blank', '0.5.6'],
    ['0.5.1 on a board with blank OTP, of a known release', 'v3.6-56V+dfu,otp=blank', '0.5.1'],
  ])('%s', async (_name, profile, release) => {
    const { env, findings, request } = rig(profile, release);
    await flash(env, { ...request, start: false, ask: acceptWarnings });
    expect(findings.filter(({ code }) => code === 'firmware-board')).toEqual([]);
  });
});

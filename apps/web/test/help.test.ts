import { describe, expect, it } from 'vitest';
import { type Trouble, topicsFor, troubleOf } from '../src/help/help.ts';
import { topics as english } from '../src/help/topics-en.ts';
import { udevCommand } from '../src/help/udev-rule.ts';
import type { System } from '../src/platform/platform.ts';
import { systemOf } from '../src/platform/system.ts';

const systems: readonly System[] = ['windows', 'linux', 'macos', 'chromeos', 'android', 'other'];
const troubles: readonly Trouble[] = [
  'nothing-chosen',
  'no-access',
  'busy',
  'no-webusb',
  'insecure-page',
  'no-bootloader',
];

describe('help at the moment of need', () => {
  it('exists for every trouble on every system, and every topic has words', () => {
    for (const system of systems)
      for (const trouble of troubles) {
        const topics = topicsFor(trouble, system);
        expect(topics.length, `${trouble} on ${system}`).toBeGreaterThan(0);
        for (const topic of topics) expect(english[topic].blocks.length).toBeGreaterThan(0);
      }
  });

  it('leads with the driver on Windows and with the rule on Linux where a device may not be opened', () => {
    expect(topicsFor('no-access', 'windows')[0]).toBe('windows-bootloader');
    expect(topicsFor('no-access', 'linux')[0]).toBe('linux-rule');
    expect(troubleOf('permission-denied')).toBe('no-access');
  });

  it('mentions drivers before the first click only on Windows', () => {
    expect(systems.filter((system) => topicsFor('before-connect', system).length > 0)).toEqual(['windows']);
  });

  it('gives a udev rule for boards in both modes and for probes, in one command', () => {
    const command = udevCommand();
    for (const id of ['df11', '0d32', '3748', '374f']) expect(command).toContain(`ATTR{idProduct}=="${id}"`);
    expect(command.split('\n').at(-1)).toContain('udevadm control --reload');
  });

  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156', 'windows'],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156', 'linux'],
    ['Mozilla/5.0 (Linux; Android 14) Chrome/156 Mobile', 'android'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/156', 'chromeos'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/156', 'macos'],
    ['Lynx/2.9', 'other'],
  ])('knows the system behind %s', (userAgent, system) => {
    expect(systemOf({ userAgent })).toBe(system);
  });
});

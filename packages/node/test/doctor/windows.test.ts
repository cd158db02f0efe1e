// What is read of Windows: its registry and its list of devices.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { registryKey, serviceIn } from '../../src/doctor/windows-drivers.ts';
import { diagnose, gatherFacts } from '../../src/index.ts';
import { fakeBus, rom, runtime } from './fake-bus.ts';

describe('Windows, with a board that runs', () => {
  const found = async (answers: Readonly<Record<string, string>>, devices = [runtime]) => {
    const run = async (program: string) => answers[program] ?? '';
    const facts = await gatherFacts({ bus: fakeBus(devices), platform: 'win32', run });
    return diagnose(facts);
  };

  it('is shown the steps for the bootloader before the board leaves, unless it had WinUSB for one', async () => {
    expect((await found({})).map(({ code }) => code)).toContain('bootloader-driver');
    expect((await found({ reg: registry })).map(({ code }) => code)).not.toContain('bootloader-driver');
  });

  it('hears which other driver it would give to the bootloader', async () => {
    const findings = await found({ reg: registry.slice(0, registry.indexOf('HKEY', 10)) });
    const { fix = [] } = findings.find(({ code }) => code === 'bootloader-driver') ?? {};
    expect(fix.map((step) => inEnglish(step)).join()).toMatch(/STTub30.*"STM32 {2}BOOTLOADER".*DIP switch on RUN/);
  });

  it('is not told of the driver while no board runs', async () => {
    expect((await found({}, [])).map(({ code }) => code)).toEqual(['no-board']);
  });

  // As pnputil prints a device whose descriptor could not be read, in German: only the identifier is the same in all languages.
  it('names a device that it could read nothing of', async () => {
    const pnputil = [
      'Microsoft-PnP-Hilfsprogramm',
      '',
      'Instanz-ID:                USB\\VID_0000&PID_0002\\5&2EAB04AB&0&3',
      'Gerätebeschreibung:        Unbekanntes USB-Gerät (Fehler beim Anfordern einer Gerätebeschreibung.)',
      'Status:                    Problem',
      'Problemcode:               43 (0x2B) [CM_PROB_FAILED_POST_START]',
    ].join('\r\n');
    expect((await found({ pnputil }, [])).map(({ code }) => code)).toEqual(['no-board', 'nameless-device']);
    const mouse = pnputil.replace('VID_0000&PID_0002', 'VID_046D&PID_C52B');
    expect((await found({ pnputil: mouse }, [])).map(({ code }) => code)).toEqual(['no-board']);
  });
});

const registry = [
  '',
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_0483&PID_DF11\\356D38673332',
  '    Service    REG_SZ    STTub30',
  '',
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_0483&PID_DF11\\OTHER',
  '    Service    REG_SZ    WINUSB',
  '',
  'End of search: 2 match(es) found.',
].join('\r\n');

describe('the registry', () => {
  it('asks the registry of Windows which driver a device has', async () => {
    const asked: string[] = [];
    const run = async (program: string, parameters: readonly string[]) => {
      asked.push([program, ...parameters].join(' '));
      return program === 'reg' ? registry : '';
    };
    const bus = fakeBus([rom, runtime], { 'open 1-2': 'no-driver' });
    const facts = await gatherFacts({ bus, platform: 'win32', run });
    const query = 'reg query HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_0483&PID_DF11 /s /v Service';
    expect(asked).toEqual([query, 'pnputil /enum-devices /connected', query]);
    expect(facts.devices[0]).toMatchObject({ failure: 'no-driver', driver: 'STTub30' });
  });

  it('is asked for the interface of a running ODrive that carries the native protocol', () => {
    expect(registryKey(runtime, 'runtime')).toMatch(/VID_1209&PID_0D32&MI_02$/);
  });

  it.each([
    ['the instance with the serial number', registry, '356d38673332', 'STTub30'],
    ['no driver when several could be meant', registry, 'UNKNOWN', undefined],
    ['the only instance', registry.slice(0, registry.indexOf('HKEY', 10)), undefined, 'STTub30'],
    ['nothing in nothing', '', 'X', undefined],
  ])('names %s', (_name, output, serial, service) => {
    expect(serviceIn(output, serial)).toBe(service);
  });
});

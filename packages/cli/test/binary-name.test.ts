import { describe, expect, it } from 'vitest';
import { binaryName } from '../src/shared/binary-name.ts';

describe('the self-contained binary is named', () => {
  const linux = { platform: 'linux', env: { PATH: '/usr/bin:/home/anna/bin/' }, cwd: '/home/anna' } as const;
  const windows = { platform: 'win32', env: { Path: 'C:\\Windows;C:\\Tools\\' }, cwd: 'C:\\Users\\Anna' } as const;

  it('by its name alone where the shell finds it', () => {
    expect(binaryName({ ...linux, execPath: '/home/anna/bin/odflash' })).toBe('odflash');
    expect(binaryName({ ...windows, execPath: 'c:\\tools\\odflash.exe' })).toBe('odflash');
  });

  it('from this folder where it lies in it', () => {
    expect(binaryName({ ...linux, execPath: '/home/anna/odflash' })).toBe('./odflash');
    expect(binaryName({ ...windows, execPath: 'C:\\Users\\Anna\\odflash.exe' })).toBe('.\\odflash');
  });

  it('by its whole path elsewhere, as one word', () => {
    expect(binaryName({ ...linux, execPath: '/opt/my tools/odflash' })).toBe('"/opt/my tools/odflash"');
    expect(binaryName({ ...linux, env: { PATH: '' }, execPath: '/opt/odflash' })).toBe('/opt/odflash');
    expect(binaryName({ ...windows, execPath: 'D:\\my tools\\odflash.exe' })).toBe('"D:\\my tools\\odflash"');
  });

  it('as the system says where one was renamed', () => {
    expect(binaryName({ ...linux, execPath: '/home/anna/odflash-0.1.0' })).toBe('./odflash-0.1.0');
  });
});

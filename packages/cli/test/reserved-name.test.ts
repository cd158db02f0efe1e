import { describe, expect, it } from 'vitest';
import { saying } from '../../../test/support/in-english.ts';
import { refuseReservedName } from '../src/reserved-name.ts';

const onWindows = (path: string) => () => refuseReservedName(path, 'file-unwritable', 'win32');

describe('a file name on Windows', () => {
  it.each([
    'CON',
    'con',
    'aux.bin',
    'C:\\work\\NUL',
    'prn.tar.gz',
    'sub\\com1.hex',
    'LPT9',
    'COM¹',
    'con .txt',
    'nul:',
    'aux\\x.bin',
  ])('is refused where it is a device: %s', (path) =>
    expect(onWindows(path)).toThrow(expect.objectContaining({ text: saying(/reserves the name .* for a device/) })),
  );

  it.each([
    ['out.bin:hidden', /does not allow ":"/],
    ['out.', /at the end of "out\."/],
    ['folder /out.bin', /at the end of "folder "/],
  ])('is refused where it is something else than it says: %s', (path, why) => {
    expect(onWindows(path)).toThrow(expect.objectContaining({ text: saying(why) }));
  });

  it.each([
    'out.bin',
    'C:\\Users\\Jörg Müller\\固件.hex',
    '..\\console.bin',
    '.\\a',
    '..',
    'com.bin',
    'auxiliary',
    '\\\\server\\share\\x.bin',
    '.hidden',
  ])('is taken where it is a file: %s', (path) => expect(onWindows(path)).not.toThrow());

  it('is anything elsewhere', () => {
    for (const path of ['CON', 'a:b', 'x.']) refuseReservedName(path, 'file-unreadable', 'linux');
  });

  it('is refused as what it was for', () => {
    expect(() => refuseReservedName('CON', 'file-unreadable', 'win32')).toThrow(
      expect.objectContaining({ code: 'file-unreadable', exit: 5, next: saying('Choose another name.') }),
    );
  });
});

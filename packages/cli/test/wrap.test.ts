import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from '../src/render/wrap.ts';

describe('wrapped prose', () => {
  it('indents what follows below the text, not below the label', () => {
    expect(wrap('  warn  one two three four', 18)).toBe('  warn  one two\n        three four');
    expect(wrap('Next:  one two three', 12)).toBe('Next:  one\n      two\n      three');
  });

  it('leaves short lines and long words alone', () => {
    expect(wrap('  ok    fine', 80)).toBe('  ok    fine');
    expect(wrap('/a/very/long/path/indeed', 10)).toBe('/a/very/long/path/indeed');
  });

  it.each([
    '  odflash flash /home/me/firmware.hex --serial 356D38673332',
    '  npx odflash unlock --virtual v3.6-56V+dfu,rdp=1 --virtual-state board',
    '  npx --yes --package="../my files/odflash-0.1.0.tgz" odflash update --path 1-1',
    '  ./odflash-linux-x64 update /home/me/undo.dfu --virtual v3.6-56V',
    '  /opt/flasher update /home/me/undo.dfu --virtual v3.6-56V',
    '  "C:\\my files\\odflash-win-x64" update undo.dfu --serial 356D38673332',
    '  sudo /usr/bin/node /opt/odflash/bin/odflash.js udev-setup --everyone',
    '  sudo udevadm control --reload && sudo udevadm trigger',
  ])('leaves a command alone on its line whole: %s', (line) => {
    expect(wrap(line, 40)).toBe(line);
  });

  it('breaks a sentence that begins with a command', () => {
    expect(wrap('   odflash unlock removes the protection and erases everything', 40)).toContain('\n');
  });

  it('keeps the lines it is given', () => {
    expect(wrap('one two\nthree four', 9)).toBe('one two\nthree\nfour');
  });

  it('counts colours as nothing', () => {
    const coloured = '\x1b[31mone\x1b[39m two';
    expect(wrap(coloured, 7)).toBe(coloured);
  });

  it('breaks Chinese, which has no blanks, between characters, each of which takes two cells', () => {
    expect(wrap('控制板 A1（1-1）：正在运行固件 0.5.6。', 20)).toBe('控制板 A1（1-1）：正\n在运行固件 0.5.6。');
    expect(wrap('错误：没有终端可以提问。', 12)).toBe('错误：没有终\n      端可以\n      提问。');
    expect(wrap('把“固件”写入（三）', 10)).toBe('把“固件”写\n入（三）');
  });

  it('loses no word and makes no line longer than it must', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (list, columns) => {
        const lines = wrap(`Next:  ${list.join(' ')}`, columns).split('\n');
        expect(lines.join(' ').split(/ +/).slice(1)).toEqual(list);
        for (const line of lines) expect(line.length <= columns || line.trim().split(/ +/).length <= 2).toBe(true);
      }),
    );
  });
});

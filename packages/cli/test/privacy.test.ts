import { message } from '@odflash/core/messages';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Secrets, scrubbed, scrubber } from '../src/commands/report/privacy.ts';
import { serialsIn } from '../src/commands/report/serials.ts';
import { jsonText } from '../src/render/json.ts';

const serial = '325E35633334';
const secrets: Secrets = {
  home: '/home/annegret',
  users: ['annegret', 'Annegret Beispiel', 'root'],
  hosts: ['annes-laptop.example.org'],
  serials: [serial, '522A33DC54A3'],
};
const scrub = scrubber(secrets);

describe('a report', () => {
  it.each([
    ['/home/annegret/odrive/fw.hex', '~/odrive/fw.hex'],
    ['/home/annegret', '~'],
    ['/home/annegret2/fw.hex', '/home/annegret2/fw.hex'],
    ['/media/annegret/usb', '/media/USER/usb'],
    ['by Annegret Beispiel on annes-laptop', 'by USER on HOST'],
    ['ANNES-LAPTOP.EXAMPLE.ORG:3240', 'HOST:3240'],
    ['hannegret and annegrets', 'hannegret and annegrets'],
    ['Run odflash as root', 'Run odflash as root'],
    ['undo-325E35633334-20240101T000000Z.dfu', 'undo-XXXXXXXXXXX1-20240101T000000Z.dfu'],
    ['journal_325e35633334_at', 'journal_XXXXXXXXXXX1_at'],
    ['522A33DC54A3 and 325E35633334', 'XXXXXXXXXXX2 and XXXXXXXXXXX1'],
  ])('%s becomes %s', (before, after) => {
    expect(scrub(before)).toBe(after);
  });

  it('holds no serial number as a string descriptor or as a number either, and no length changes', () => {
    const utf16 = Buffer.from(serial, 'utf16le').toString('hex');
    const little = Buffer.from(serial, 'hex').reverse();
    const spaced = little.toString('hex').replaceAll(/../g, '$& ').trim();
    const text = `1a03${utf16} ${little.toString('hex')}0000 [${spaced} 00 00]`;
    const masked = scrub(text);
    expect(masked).toHaveLength(text.length);
    for (const form of [utf16, little.toString('hex'), spaced]) expect(masked).not.toContain(form);
    expect(masked).toContain(Buffer.from('XXXXXXXXXXX1', 'utf16le').toString('hex'));
  });

  it('knows a home folder of Windows in every way it is written', () => {
    const windows = scrubber({ home: 'C:\\Users\\anne', users: ['anne'], hosts: [], serials: [] });
    expect(windows('C:\\Users\\anne\\fw.hex')).toBe('~\\fw.hex');
    expect(windows('C:/Users/anne/fw.hex')).toBe('~/fw.hex');
    expect(windows(JSON.stringify({ path: 'C:\\Users\\anne\\fw.hex' }))).toBe('{"path":"~\\\\fw.hex"}');
  });

  it('is left alone where there is nothing to hide', () => {
    const empty = scrubber({ home: '/', users: ['', 'root'], hosts: ['localhost'], serials: [''] });
    fc.assert(fc.property(fc.string(), (text) => empty(text) === text));
  });

  it('says what a message says for a person who is called like the code of one', () => {
    const scrub = scrubber({ ...secrets, users: ['doctor', 'ttyuser'] });
    const evidence = message('doctor.saw-programs', { programs: ['ttyuser (42)'] });
    const written = jsonText(scrubbed({ title: message('doctor.device-busy'), evidence }, scrub));
    expect(JSON.parse(written)).toEqual({
      title: 'Another program is using the device',
      evidence: 'held by USER (42)',
    });
  });

  it('holds no secret, wherever it stood and whatever it is', () => {
    const word = fc.stringMatching(/^[A-Za-z][\w.$()+*?[\]-]{3,12}[A-Za-z]$/);
    const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.array(tie('value')),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(json, word, word, (value, user, host) => {
        const places = { a: `/home/${user}/x`, b: `${user}@${host}`, c: `board ${serial}!`, d: 'else' };
        const text = JSON.stringify(value).replaceAll(/"([abcd])"/g, (_, key: keyof typeof places) =>
          JSON.stringify(places[key]),
        );
        const hide = scrubber({ home: `/home/${user}`, users: [user], hosts: [host], serials: [serial] });
        const after = JSON.stringify(scrubbed(JSON.parse(text), hide));
        for (const secret of [serial, `/home/${user}`, `${user}@`, `@${host}"`]) expect(after).not.toContain(secret);
      }),
    );
  });
});

describe('serial numbers in a log', () => {
  it('are 12 hex digits by themselves', () => {
    const log =
      'opened 325E35633334 at 1-1; undo-522A33DC54A3-20240101T000000Z.dfu; sha 0123456789abcdef; 325E35633334';
    expect(serialsIn(log)).toEqual(['325E35633334', '522A33DC54A3']);
  });

  const dotted = (text: string, between = '') =>
    Buffer.from(text, 'utf16le')
      .toString('hex')
      .replaceAll(/..(?=.)/g, `$&${between}`);
  it.each([
    ['without a letter', 'Board 207535883346 at 1-1', '207535883346'],
    ['that look like a date', 'Board 202411281346 at 1-1', '202411281346'],
    ['in small letters', 'iSerial 3 325e35633334', '325E35633334'],
    ['after 0x', 'serial 0x325E35633334', '325E35633334'],
    ['right after a letter', 'SN325E35633334.', '325E35633334'],
    ['right after an escape of JSON', '{"text":"a\\n325E35633334\\tb"}', '325E35633334'],
    ['of an ST-Link', 'serial: 066DFF485457725187052114', '066DFF485457725187052114'],
    ['as the number odrivetool shows', 'serial_number = 55380204008244 (int)', '325E35633334'],
    ['as a string descriptor', `usb: 1a03${dotted('325E35633334')}`, '325E35633334'],
    ['as a string descriptor in small letters and with blanks', `1A 03 ${dotted('325e35633334', ' ')}`, '325E35633334'],
  ])('are found %s, and none of it stays', (_name, log, serial) => {
    expect(serialsIn(log)).toEqual([serial]);
    const masked = scrubber({ home: '', users: [], hosts: [], serials: serialsIn(log) })(log);
    expect(masked).toHaveLength(log.length);
    expect(masked).not.toBe(log);
    expect(serialsIn(masked)).toEqual([]);
  });
});

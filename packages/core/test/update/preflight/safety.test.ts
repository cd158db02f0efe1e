// Safety: boards that DFU mode destroys, motors that hold or move, firmware for another board. Each ends before
// the first change, and a board that was switched into DFU mode runs its old firmware again.

import { type Ask, boardVersion } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { failure } from '../../flash/bench.ts';
import { type Bench, bench, complaints, course, firmwareImage, readAll, refusing, run, runWith } from '../bench.ts';
import { refuses } from '../refused.ts';

const serial = (it: Bench) => it.board.serial;

const humanSteps = (it: Bench) => it.events.flatMap((event) => (event.type === 'human' ? [event.step as string] : []));

describe('a board up to v3.4', () => {
  const consentTo = (it: Bench) => [{ what: 'unsafe-dfu', serial: serial(it) }] as const;
  const never: Ask = async () => {
    throw new Error('nothing is to be asked');
  };

  it.each(['v3.4-48V', 'v3.4-48V,firmware=0.4.12', 'v3.4-48V,firmware=0.4.12,otp=blank'])(
    'that runs (%s) is refused with what its firmware does and how it is flashed; nothing is asked and no consent helps',
    async (profile) => {
      for (const more of [{}, { ask: never }, { consent: consentTo(bench(profile)) }]) {
        const it = bench(profile);
        const error = await refuses(it, more, 'unsafe-board');
        expect(inEnglish(error.text)).toMatch(/v3\.4-48V.*does not enter DFU mode/);
        expect(inEnglish(error.next)).toMatch(/ST-Link.*3\.3 V.*VCC/);
        expect(error.details.consent).toBeUndefined();
        expect(course(it)).toEqual(['find', 'inspect-running']);
        expect(it.events.filter(({ type }) => type === 'human')).toEqual([]);
      }
    },
  );

  it('whose firmware only claims it is refused with what to do if the board is a newer one', async () => {
    const claimed = await refuses(bench('v3.4-48V,firmware=0.4.12,otp=blank'), {}, 'unsafe-board');
    expect(inEnglish(claimed.next)).toMatch(/marked v3\.5 or higher.*DIP switch/);
    expect(inEnglish((await refuses(bench('v3.4-48V'), {}, 'unsafe-board')).next)).not.toContain('DIP switch');
  });

  it('that a person names, while firmware for another one runs, needs consent before DFU mode', async () => {
    const named = { board: boardVersion('v3.4-48V')!, image: firmwareImage('v3.4-48V', '0.4.11') };
    const it = bench('v3.6-56V,firmware=0.4.12,otp=blank');
    const error = await refuses(it, named, 'unsafe-board');
    expect(error.details.consent).toBe(`unsafe-dfu=${serial(it)}`);
    expect(course(it)).toEqual(['find', 'inspect-running']);
    const wrong = [{ what: 'unsafe-dfu', serial: '000000000001' }] as const;
    await refuses(bench('v3.6-56V,firmware=0.4.12,otp=blank'), { ...named, consent: wrong }, 'unsafe-board');
  });

  it('that is found in DFU mode is refused, too, without a look into its flash', async () => {
    const it = bench('v3.4-48V+dfu');
    const error = await refuses(it, {}, 'unsafe-board');
    expect(inEnglish(error.next)).toContain('Remove the DC supply.');
    expect(it.events.filter(({ type }) => type === 'inspecting')).toEqual([]);
    expect(humanSteps(it)).toEqual(['remove-dc-supply']);
  });

  it('that is found in DFU mode is updated with consent; its old firmware, which would not return, is not started', async () => {
    const it = bench('v3.4-48V+dfu,firmware=0.5.5');
    const person = {
      'switch-to-run': () => {
        it.board.setSwitch('run');
        it.board.powerCycle();
      },
    };
    const report = await runWith(it, person, { consent: consentTo(it) });
    expect(report).toMatchObject({ outcome: 'changed' });
    expect(course(it)).not.toContain('boot-old-firmware');
    expect(humanSteps(it)[0]).toBe('remove-dc-supply');
    expect(humanSteps(it).filter((step) => step.startsWith('remove-dc-supply'))).toHaveLength(1);
  });

  it('is not asked about of a board that ran as a newer one before it was switched into DFU mode', async () => {
    const it = bench('v3.6-56V,firmware=0.4.12,otp=blank');
    const image = firmwareImage('v3.6-56V', '0.4.11');
    expect(await run(it, { board: boardVersion('v3.6-56V')!, image })).toMatchObject({ outcome: 'changed' });
    expect(humanSteps(it)).toEqual([]);
  });
});

describe('firmware for another board', () => {
  it('is refused before DFU mode where the board is proved', async () => {
    const it = bench('v3.6-56V');
    const error = await refuses(it, { image: firmwareImage('v3.5-24V', '0.5.6') }, 'board-mismatch');
    expect(inEnglish(error.next)).toMatch(/^Choose the file for the ODrive v3\.6-56V/);
    expect(course(it)).not.toContain('enter-dfu');
  });

  it('is refused before DFU mode where the board is only claimed', async () => {
    const it = bench('v3.6-56V,firmware=0.4.12');
    await refuses(it, { image: firmwareImage('v3.6-24V', '0.5.6') }, 'board-mismatch');
    expect(course(it)).not.toContain('enter-dfu');
  });

  it('is refused in DFU mode where the claim was wrong, and the old firmware runs again', async () => {
    // Blank OTP: firmware 0.4 says what it was built for.
    const it = bench('v3.6-56V,firmware=0.4.12,otp=blank');
    const error = await refuses(it, {}, 'board-unknown');
    expect(course(it)).toEqual(expect.arrayContaining(['enter-dfu', 'write', 'note: left-back']));
    expect(inEnglish(error.text)).toContain('saved as');
  });

  it.each(['blank', 'foreign'])('is a question of --board where OTP is %s', async (otp) => {
    const it = bench(`v3.6-56V,firmware=0.4.12,otp=${otp}`);
    await refuses(it, {}, 'board-unknown');
    const report = await run(it, { board: boardVersion('v3.6-56V')!, image: firmwareImage('v3.6-56V', '0.4.11') });
    expect(report).toMatchObject({ outcome: 'changed', firmware: { after: '0.4.11' } });
  });

  it('is refused before DFU mode where the firmware knows that nothing proves the board', async () => {
    const it = bench('v3.6-56V,otp=blank');
    await refuses(it, {}, 'board-unknown');
    expect(course(it)).toEqual(['find', 'inspect-running']);
  });

  it('named otherwise than proved is refused, otherwise than claimed is a warning', async () => {
    const named = boardVersion('v3.5-48V')!;
    await refuses(bench('v3.6-56V'), { board: named }, 'board-mismatch');
    const it = bench('v3.6-56V,firmware=0.4.12');
    await refuses(it, { board: named, image: firmwareImage('v3.5-48V', '0.5.6') }, 'board-mismatch');
    expect(complaints(it)).toContain('warn board');
    // By then OTP had been read.
    expect(course(it)).toContain('note: left-back');
  });

  it('that does not say what it is for is a warning', async () => {
    const it = bench('v3.6-56V');
    const image = { ...firmwareImage('v3.6-56V', '0.5.6'), claims: {} };
    await refuses(it, { image, ask: refusing('warnings') }, 'not-confirmed');
    expect(complaints(it)).toContain('warn image-board');
  });
});

describe('a protected chip', () => {
  it.each([
    ['rdp=1', 'read-protected'],
    ['wrp=0:4', 'write-protected'],
    // The firmware could not save the configuration that is put back.
    ['wrp=11', 'write-protected'],
  ])('(%s) is noticed in DFU mode, and the old firmware runs again', async (boardOption, code) => {
    const it = bench(`v3.6-56V,${boardOption}`);
    await refuses(it, {}, code);
    expect(course(it)).toContain('note: left-back');
  });
});

describe('a configuration', () => {
  it('does not cross from 0.4 to 0.5: said before, and done so when it was accepted, with the file that has it', async () => {
    const it = bench('v3.6-56V,firmware=0.4.12');
    const report = await run(it, {});
    expect(report).toMatchObject({ outcome: 'changed', board: 'verified', configuration: undefined });
    expect(complaints(it)).toEqual(['warn configuration']);
    expect(report.left).toMatch(/^vault:odrive-config-.*json$/);
    expect(report.saved).toContain(report.left);
    expect(await readAll(it, ['axis0.motor.config.pole_pairs'])).toEqual([7]);
    // Another run does not try forever.
    expect(await run(it, {})).toMatchObject({ outcome: 'unchanged' });
  });

  it('crosses with force, as far as it means the same, and the rest is named', async () => {
    const it = bench('v3.6-56V,firmware=0.4.12');
    const error = await failure(run(it, { forceConfiguration: true }));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'verified' });
    expect(error.details.missed).toContainEqual(saying(/different meaning in this firmware/));
    expect(inEnglish(error.text)).toMatch(/^\d+ values from .* could not be restored: /);
    expect(inEnglish(error.next)).toMatch(/^Set the values you need by hand/);
    expect(await readAll(it, ['axis0.motor.config.pole_pairs'])).toEqual([14]);
  });

  it('that a board does not have is not made up from its defaults', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    it.board.flash.fill(0xff, 0xc0000);
    it.board.powerCycle();
    await it.clock.sleep(5_000);
    const report = await run(it, {});
    expect(report.configuration).toBeUndefined();
    expect(await readAll(it, ['user_config_loaded'])).toEqual([0]);
    expect(report.saved).toEqual([]);
  });
});

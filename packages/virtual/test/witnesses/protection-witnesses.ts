// What protected chips were recorded to say and do, and how they came to be protected.

import { expect } from 'vitest';
import { idleBench, pattern, requests } from '../bench.ts';
import { begun, eraseOf, pointerTo, statusAndState, type WitnessChecks } from './witness.ts';

const flash = 0x0800_0000;
const otp = 0x1fff_7800;
const options = 0x1fff_c000;
const refused = { status: 11, state: 10 };

export const protectionWitnesses: WitnessChecks = {
  'rdp1-otp-pointer': async (facts) => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1');
    await begun(made, ...pointerTo(otp));
    const [status, low, , , state, iString] = (await made.in(requests.getStatus, 0, 6)).data;
    expect({ status, state, poll_ms: low, iString }).toEqual(facts.last_getstatus);
  },
  'rdp1-option-pointer': async () => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1');
    expect(await made.setAddress(options)).toMatchObject(refused);
    await made.out(requests.clearStatus);
    expect(await made.erase(flash)).toMatchObject(refused);
  },
  'rdp1-clone-pointer': async () => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1,refused-pointers=all');
    for (const address of [options, flash]) {
      expect(await made.setAddress(address)).toMatchObject(refused);
      await made.out(requests.clearStatus);
    }
  },
  'rdp1-erase': async (facts) => {
    const made = await idleBench('v3.6-56V+dfu,rdp=1');
    await made.erase(flash);
    // The next program opens the device and selects the alternate setting.
    await made.control(0x01, 11, 0, 0, 0);
    expect(await statusAndState(made)).toEqual(facts.at_start);
    await made.out(requests.clearStatus);
    expect(await statusAndState(made)).toEqual(facts.after_clrstatus);
    expect((await begun(made, ...eraseOf(flash))).state, String(facts.erase)).toBe(4);
    expect((await made.status()).status).not.toBe(0);
  },
  'wrp-silent': async () => {
    const made = await idleBench('v3.6-56V+dfu,wrp=0-1');
    const before = made.board.flash.slice(0, 0x8000);
    for (const address of [flash, flash + 0x4000])
      expect(await made.erase(address)).toMatchObject({ status: 0, state: 5 });
    await made.setAddress(flash);
    expect(await made.write(2, pattern(2048))).toMatchObject({ status: 0, state: 5 });
    made.board.powerCycle();
    expect(Buffer.compare(made.board.flash.subarray(0, 0x8000), before)).toBe(0);
  },
  'options-image-f405': async () => {
    const made = await idleBench('v3.6-56V+dfu,wrp=3');
    await made.setAddress(options);
    await made.out(requests.abort);
    const bytes = [...(await made.read(2, 16)).data];
    expect(bytes).toHaveLength(16);
    for (const at of [0, 1, 4, 5, 8, 9, 12, 13]) expect((bytes[at] ?? 0) ^ (bytes[at + 2] ?? 0)).toBe(0xff);
  },
  'interrupted-rdp-regression': async () => {
    const refusals: boolean[] = [];
    for (const cutAt of [1, 4_000, 12_000, 16_500]) {
      const made = await idleBench('v3.6-56V+dfu,rdp=1,seed=3');
      await begun(made, 0x92);
      await made.clock.sleep(cutAt);
      made.board.powerCycle();
      await made.clock.sleep(1_000);
      await made.idle();
      refusals.push((await made.erase(flash)).status !== 0);
      await made.idle();
      await begun(made, 0x92);
      await made.clock.sleep(20_000);
      await made.idle();
      expect(await made.erase(flash)).toMatchObject({ status: 0, state: 5 });
    }
    expect(refusals.slice(0, 3)).toEqual([true, true, true]);
  },
  'options-quick-reset-rdp': async () => {
    const levels = new Set<number>();
    for (let seed = 1; seed <= 12; seed++) {
      const made = await idleBench(`v3.6-56V+dfu,wrp=0,seed=${seed}`);
      const block = made.board.optionBytes;
      block[8] = 0xff;
      await made.setAddress(options);
      await made.out(requests.download, 2, block);
      await made.status();
      await made.clock.sleep(50);
      made.board.reset();
      levels.add(made.board.optionBytes[1] === 0xaa ? 0 : 1);
    }
    expect(levels).toContain(1);
  },
};

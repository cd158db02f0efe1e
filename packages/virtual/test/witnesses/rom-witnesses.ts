// What the ROM bootloader was recorded to say and do.

import { expect } from 'vitest';
import { type Bench, bench, idleBench, pattern, requests } from '../bench.ts';
import { took, within } from '../faults/bench.ts';
import { begun, eraseOf, pointerTo, statusAndState, type WitnessChecks } from './witness.ts';

const flash = 0x0800_0000;

/** What `work` takes of the chip's time where it programs 32 bits at a time. */
async function timeAtX32(work: (made: Bench) => Promise<unknown>): Promise<number> {
  const made = await idleBench();
  await made.setAddress(0xffff_0000);
  await made.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff));
  return await took(made, () => work(made));
}

export const romWitnesses: WitnessChecks = {
  'power-up-state': async (facts) => {
    const made = bench();
    expect(await statusAndState(made)).toEqual(facts.first_getstatus);
    await made.out(requests.clearStatus);
    expect(await statusAndState(made)).toEqual(facts.after_clrstatus);
  },
  'f401-polls': async (facts) => {
    const made = await idleBench();
    const polls = async (command: readonly number[]) => [
      (await begun(made, ...command)).poll,
      (await made.status()).poll,
    ];
    expect(await polls(eraseOf(flash))).toEqual(facts.erase);
    expect(await polls(pointerTo(flash))).toEqual(facts.set_address);
    await made.out(requests.download, 0);
    expect((await made.status()).state, String(facts.after_leave)).toBe(7);
  },
  'f745-fwupd': async (facts) => {
    const made = await idleBench();
    expect((await begun(made, ...eraseOf(flash))).poll).toBe(facts.erase_poll);
    await made.status();
    await made.out(requests.download, 2, pattern(2048));
    expect((await made.status()).poll).toBe(facts.write_poll);
    await made.status();
    for (let again = 0; again < 3; again++) expect(await made.status()).toEqual({ status: 0, poll: 0, state: 5 });
  },
  'f411-erase': async (facts) => {
    const made = await idleBench('v3.6-56V+dfu,chip=f411');
    expect((await begun(made, ...eraseOf(0x0802_0000))).state).toBe(4);
    const begin = made.clock.now();
    expect(await made.status()).toMatchObject({ state: 5 });
    const recorded = Number(facts.erase_128k_ms);
    expect(Math.abs(made.clock.now() - begin - recorded) / recorded).toBeLessThan(0.1);
  },
  'f405-mass-erase': async (facts) => {
    const made = await idleBench();
    expect((await begun(made, 0x41)).poll).toBe(facts.poll_ms);
    // A stall would be an answer.
    expect(await within(made, 5_000, made.in(requests.getStatus, 0, 6))).toBe('no answer');
    await made.clock.sleep(30_000);
    expect(made.board.flash.every((byte) => byte === 0xff)).toBe(true);
  },
  'f412-cubeprog': async (facts) => {
    const made = await idleBench();
    const begin = made.clock.now();
    for (const address of [flash, flash + 0x4000, flash + 0x8000, flash + 0xc000, flash + 0x1_0000]) {
      await made.erase(address);
    }
    expect(Math.round((made.clock.now() - begin) / 1000)).toBe(facts.sectors_0_to_4_s);
  },
  // Measured over SWD; over DFU the Device Feature gives the same width.
  'x32-erase': async (facts) => {
    const took = await timeAtX32((made) => made.erase(flash));
    expect(Math.abs(took - 1000 * Number(facts.implied_16k_erase_s))).toBeLessThan(15);
  },
  'x32-mass-erase': async (facts) => {
    expect(await timeAtX32((made) => made.command(0x41))).toBe(1000 * Number(facts.mass_erase_s));
  },
  'f7-cubeprog-states': async (facts) => {
    const made = await idleBench();
    const seen: string[] = [];
    const note = async (request: string) => {
      const { status, state } = await made.status();
      seen.push(`${request} -> ${status}/${state}`);
    };
    await made.read(2, 1024);
    seen.push(`state ${await made.state()}`);
    await made.out(requests.abort);
    await note('ABORT');
    const first = await begun(made, ...pointerTo(flash));
    const second = await statusAndState(made);
    seen.push(`SET_ADDRESS -> 0/${first.state} -> ${second.status}/${second.state}`);
    await made.out(requests.abort);
    await note('ABORT');
    await made.read(2, 1024);
    await note('UPLOAD 1024');
    expect(seen).toEqual(facts.sequence);
  },
  'h743-stuck': async (facts) => {
    const made = await idleBench('v3.6-56V+dfu,busy=stuck');
    await begun(made, ...eraseOf(flash));
    await made.clock.sleep(60_000);
    expect((await made.status()).state).toBe(4);
    const after: (readonly number[])[] = [];
    for (let clears = 0; clears < 2; clears++) {
      await made.out(requests.clearStatus);
      const { status, state } = await made.status();
      after.push([status, state]);
    }
    expect(after).toEqual(facts.clrstatus_in_busy);
  },
  'f411-pipe': async (facts) => {
    const begin = bench('v3.6-56V+dfu,flaky-download=20');
    expect(await statusAndState(begin)).toEqual(facts.start);
    const stalls = { erase: 0, write: 0, others: 0 };
    for (let seed = 1; seed <= 20; seed++) {
      const made = await idleBench(`v3.6-56V+dfu,flaky-download=20,seed=${seed}`);
      if ((await made.out(requests.download, 0, Uint8Array.from(eraseOf(flash)))).status === 'stall') stalls.erase++;
      else await made.out(requests.abort);
      if ((await made.out(requests.download, 2, pattern(2048))).status === 'stall') stalls.write++;
      else await made.out(requests.abort);
      if ((await made.in(requests.getStatus, 0, 6)).status === 'stall') stalls.others++;
    }
    expect(stalls.erase).toBeGreaterThan(0);
    expect(stalls.write).toBeGreaterThan(0);
    expect(stalls.others).toBe(0);
  },
  'l43-stall': async () => {
    const made = await idleBench('v3.6-56V+dfu,busy=stall:3');
    await begun(made, ...eraseOf(flash));
    expect((await made.in(requests.getStatus, 0, 6)).status).toBe('stall');
  },
  'dfu-0200-more': async (facts) => {
    const made = await idleBench('v3.6-56V+dfu,stale-abort=1');
    await made.erase(flash);
    await made.setAddress(flash);
    // An ABORT sent with the IN direction bit, and the GETSTATUS after it: its answer comes one request late.
    await made.in(requests.abort, 0, 0);
    await made.in(requests.getStatus, 0, 6);
    await made.out(requests.download, 2, pattern(2048));
    const [status, low, , , state, text] = (await made.in(requests.getStatus, 0, 6)).data;
    expect([status, state, low, text]).toEqual(facts.tuple);
  },
  'sa-zero': async (facts) => {
    const made = await idleBench();
    expect((await begun(made, ...pointerTo(0))).state).toBe(facts.first_getstatus_state);
    for (let again = 0; again < 3; again++) expect(await statusAndState(made)).toEqual(facts.then);
  },
  'uid-pointer': async () => {
    const made = await idleBench();
    const pointer = Uint8Array.from(pointerTo(0x1fff_7a10));
    expect(await made.out(requests.download, 0, pointer)).toMatchObject({ status: 'ok', bytes: 5 });
    await made.status();
    await made.status();
    expect((await made.read(2, 12)).data).toHaveLength(0);
  },
};

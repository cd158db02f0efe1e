// Before the board leaves for DFU mode: a request that is lost, a person who does not want to, a motor that is armed meanwhile.

import { type UpdateEnv, type UpdateRequest, update } from '@odflash/core';
import { parseBackup } from '@odflash/core/configuration';
import { connectOdrive, openUsbChannel } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { failure } from '../../flash/bench.ts';
import { type Bench, bench, course, readAll, run } from '../bench.ts';
import { refuses, small } from '../refusing.ts';

describe('the connection', () => {
  it.each([70, 700])('that damages the descriptor at transfer %i is noticed', async (at) => {
    const it = bench(`v3.6-56V,firmware=0.4.11,corrupt-at=${at}`);
    for (const name of [...it.vault.files.keys()]) it.vault.files.delete(name);
    expect(await run(it, { image: small })).toMatchObject({ outcome: 'changed' });
    expect(await readAll(it, ['axis0.motor.config.pole_pairs'])).toEqual([14]);
  });

  it.each([2, 3, 4])('that damages a value on its way into the backup is noticed (seed %i)', async (seed) => {
    const saved = ({ vault }: Bench) => {
      const [, bytes] = [...vault.files].find(([name]) => name.startsWith('odrive-config-'))!;
      return parseBackup(bytes).values;
    };
    const clean = bench(`v3.6-56V,firmware=0.4.11,seed=${seed}`);
    await run(clean, { image: small });
    const it = bench(`v3.6-56V,firmware=0.4.11,seed=${seed},corrupt-at=200`);
    await run(it, { image: small });
    expect(it.board.recorder.strikes).toHaveLength(1);
    expect(saved(it)).toEqual(saved(clean));
  });

  it('that loses the request to enter DFU mode gets it again, and no person is asked to move a switch', async () => {
    const it = bench('v3.6-56V,firmware=0.4.11');
    const enterDfuMode = 388;
    let lost = 0;
    const open: UpdateEnv['bus']['open'] = async (device) => {
      const link = await it.env.bus.open(device);
      const bulkOut: typeof link.bulkOut = async (endpoint, data, timeoutMs) => {
        const asked = (data[2] ?? 0) | (((data[3] ?? 0) & 0x7f) << 8);
        if (asked !== enterDfuMode || lost++ > 0) return link.bulkOut(endpoint, data, timeoutMs);
        return { status: 'ok', bytes: data.length };
      };
      return { ...link, bulkOut };
    };
    expect(await run({ ...it, env: { ...it.env, bus: { ...it.env.bus, open } } }, { image: small })).toMatchObject({
      outcome: 'changed',
    });
    expect(lost).toBe(2);
    expect(it.events.filter(({ type }) => type === 'human')).toEqual([]);
  });
});

describe('a person who does not want to', () => {
  it('is not overruled: no answer declines', async () => {
    const it = bench('v3.6-56V,startup=calibration');
    const firmware = { image: small, name: 'x' };
    await expect(update(it.env, { firmware })).rejects.toMatchObject({ code: 'not-confirmed', board: 'untouched' });
  });

  it('can use a dry run: no restart, no file', async () => {
    const it = bench('v3.6-56V,firmware=0.4.11');
    const files = it.vault.files.size;
    const report = await run(it, { image: small, dryRun: true });
    expect(report).toMatchObject({ outcome: 'planned', board: 'untouched' });
    expect(course(it)).toEqual(['find', 'inspect-running']);
    expect([...it.vault.files.keys()].filter((name) => !name.startsWith('descriptor-'))).toEqual([]);
    expect(files).toBeLessThanOrEqual(it.vault.files.size);
  });

  it.each(['inspect-running', 'enter-dfu', 'write', 'start', 'restore'] as const)(
    'may stop it in stage %s, and finish it later',
    async (stage) => {
      const it = bench('v3.6-56V,firmware=0.4.11');
      const stop = new AbortController();
      const onEvent: UpdateRequest['onEvent'] = (event) => {
        it.events.push(event);
        if (event.type === 'stage' && event.stage === stage) it.clock.after(10, () => stop.abort());
      };
      const error = await failure(run(it, { image: small, signal: stop.signal, onEvent }));
      const board = stage === 'start' || stage === 'restore' ? 'verified' : 'untouched';
      expect(error).toMatchObject({ code: 'aborted', board, exit: 130 });
      if (board === 'untouched') {
        await it.clock.sleep(2_000);
        expect(it.board.running()).toBe('odrive');
      }
      expect(await run(it, { image: small })).toMatchObject({ board: 'verified', firmware: { after: '0.4.12' } });
      expect(await readAll(it, ['axis0.motor.config.pole_pairs'])).toEqual([14]);
    },
  );
});

describe('an axis that is armed while the update is on its way', () => {
  it('is noticed before the board leaves', async () => {
    const it = bench('v3.6-56V,firmware=0.4.11');
    let isLeaving = false;
    const onEvent: UpdateRequest['onEvent'] = (event) => {
      it.events.push(event);
      if (event.type === 'stage' && event.stage === 'enter-dfu') isLeaving = true;
    };
    const bus: Bench['env']['bus'] = {
      ...it.env.bus,
      open: async (device) => {
        const link = await it.env.bus.open(device);
        const kept = { ...link, [Symbol.asyncDispose]: async () => undefined };
        return {
          ...link,
          bulkOut: async (...transfer) => {
            // A person arms the axis over the same wire, between two requests of the update.
            if (isLeaving) {
              isLeaving = false;
              const channel = await openUsbChannel(async () => kept);
              await using odrive = await connectOdrive(channel, { clock: it.clock, vault: it.vault });
              it.board.recorder.consent(1);
              await odrive.write('axis1.requested_state', 4);
            }
            return link.bulkOut(...transfer);
          },
        };
      },
    };
    const error = await refuses({ ...it, env: { ...it.env, bus } }, { onEvent }, 'axis-armed');
    expect(error.details.axes).toEqual(['axis1']);
    expect(course(it)).toContain('enter-dfu');
  });
});

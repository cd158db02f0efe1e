// Every option and fault does what its line in the table says. The table and these files name the same ones.

import { describe, expect, test } from 'vitest';
import { faultNames, virtualBus } from '../../src/index.ts';
import { bench, pattern } from '../bench.ts';
import { bitsThatDiffer, profile, within } from './bench.ts';
import { boardChecks } from './board-checks.ts';
import { flashChecks } from './flash-checks.ts';
import { probeChecks } from './probe-checks.ts';
import { romChecks } from './rom-checks.ts';
import { runtimeChecks } from './runtime-checks.ts';
import { wireChecks } from './wire-checks.ts';

const checks = { ...boardChecks, ...runtimeChecks, ...romChecks, ...flashChecks, ...wireChecks, ...probeChecks };

test.each(Object.entries(checks))('%s', async (_name, check) => {
  await check();
});

test('every option of the table has its check', () => {
  expect([...faultNames].sort()).toEqual(Object.keys(checks).sort());
});

describe('disturbed bulk transfers', () => {
  const none = new Uint8Array(0);
  const sent = { endpoint: 0x03, data: pattern(8), length: 8 };
  const runs: readonly (readonly [string, string, number])[] = [
    ['stall-at', 'stall', 0],
    ['lost-at', 'no answer', 0],
    ['timeout-at', 'no answer', 8],
    ['short-at', 'ok', 0],
    ['corrupt-at', 'ok', 8],
  ];
  test.each(runs)('%s=2: %s, %i bytes reach the firmware', async (fault, answer, reached) => {
    const got: Uint8Array[] = [];
    const sink = {
      submit: async ({ data }: { data: Uint8Array }) => {
        got.push(data);
        return { status: 'ok' as const, bytes: data.length, data: none };
      },
      clear: () => undefined,
    };
    const made = bench(`v3.6-24V,flash=factory,${fault}=2`, {
      runtime: () => ({ endpoints: new Map([[0x03, sink]]), busReset: () => undefined }),
    });
    await made.control(0x80, 8, 0, 0, 1);
    const port = made.board.socket.port!;
    const never = new AbortController().signal;
    await port.submit(sent, never);
    const second = (await within(made, 1000, port.submit(sent, never))) as { status: string } | string;
    expect(typeof second === 'string' ? second : second.status).toBe(answer);
    expect(got[1]?.length ?? 0).toBe(reached);
    if (fault === 'corrupt-at') expect(bitsThatDiffer(got[1]!, sent.data)).toBe(1);
  });
});

describe('what operating systems see of faulty strings', () => {
  test.each([
    ['strings=none', undefined],
    ['strings=empty', undefined],
    ['strings=truncated,serial=325E35633334', '325E356333'],
    ['serial-form=fysetc', 'STM32FxSTM32'],
  ])('%s: serial %s', async (boardOptions, serial) => {
    const made = bench(profile(boardOptions));
    const [info] = await virtualBus([made.board], { clock: made.clock }).list();
    expect(info?.serial).toBe(serial);
    expect(info?.vendorId).toBe(0x0483);
  });
});

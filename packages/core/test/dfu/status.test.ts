import { dfuStates, dfuStatuses, parseStatus, stateName, statusName } from '@odflash/core/dfu';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes } from './scripted-link.ts';

describe('GETSTATUS replies', () => {
  it('reads status, state and a poll timeout of 24 bits', () => {
    expect(parseStatus(bytes('00 68 00 00 04 00'))).toEqual({ status: 0, state: 4, pollTimeoutMs: 104 });
    expect(parseStatus(bytes('0a ff ff ff 0a 00'))).toEqual({ status: 10, state: 10, pollTimeoutMs: 0xffffff });
  });

  it.each([
    ['no bytes', ''],
    ['too few', '00 00 00 00 05'],
    ['too many', '00 00 00 00 05 00 00'],
    ['a state that does not exist', '00 00 00 00 0b 00'],
    ['a status that does not exist', '10 00 00 00 0a 00'],
    ['an error outside dfuERROR', '01 00 00 00 05 00'],
    ['dfuERROR without an error', '00 00 00 00 0a 00'],
  ])('refuses %s', (_name, reply) => {
    expect(parseStatus(bytes(reply))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (reply) => {
        const parsed = parseStatus(reply);
        if (parsed) expect((parsed.state === 10) === (parsed.status !== 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('names every number of the specification, and any other', () => {
    expect(dfuStates).toHaveLength(11);
    expect(dfuStatuses).toHaveLength(16);
    expect([stateName(10), stateName(99), statusName(11), statusName(99)]).toEqual([
      'dfuERROR',
      'state 99',
      'errVENDOR',
      'status 99',
    ]);
  });
});

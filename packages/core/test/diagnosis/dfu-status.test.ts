// Every status and state of a bootloader, in every form that tools print.

import { explainText } from '@odflash/core/diagnosis';
import { describe, expect, it } from 'vitest';

const first = (text: string) => {
  const [found] = explainText(text);
  return found && [found.symptom.id, found.message?.text];
};

const statuses = [
  ['OK', ''],
  ['errTARGET', 'bad-address'],
  ['errFILE', 'file-refused'],
  ['errWRITE', 'memory-refused'],
  ['errERASE', 'memory-refused'],
  ['errCHECK_ERASED', 'memory-refused'],
  ['errPROG', 'memory-refused'],
  ['errVERIFY', 'memory-refused'],
  ['errADDRESS', 'bad-address'],
  ['errNOTDONE', 'file-refused'],
  ['errFIRMWARE', 'flag-after-power-on'],
  ['errVENDOR', 'read-protected'],
  ['errUSBR', 'reset-in-between'],
  ['errPOR', 'reset-in-between'],
  ['errUNKNOWN', 'unlock-refused'],
  ['errSTALLEDPKT', 'refused-block'],
] as const;
const failed = statuses.map(([name, row], status) => ({ status, name, row })).slice(1);

const states = [
  ['appIDLE', 'not-in-dfu', 'not-in-dfu'],
  ['appDETACH', 'not-in-dfu', 'not-in-dfu'],
  ['dfuIDLE', 'out-of-step', undefined],
  ['dfuDNLOAD-SYNC', 'out-of-step', undefined],
  ['dfuDNBUSY', 'stuck-busy', 'stuck-busy'],
  ['dfuDNLOAD-IDLE', 'out-of-step', undefined],
  ['dfuMANIFEST-SYNC', 'leaving-dfu', 'leaving-dfu'],
  ['dfuMANIFEST', 'leaving-dfu', 'leaving-dfu'],
  ['dfuMANIFEST-WAIT-RESET', 'leaving-dfu', 'leaving-dfu'],
  ['dfuUPLOAD-IDLE', 'out-of-step', undefined],
] as const;
const waiting = states.map(([name, stopped, shown], state) => ({ state, name, stopped, shown }));

describe('a status of a bootloader', () => {
  it.each(failed)('$status $name is $row in every form that names the error state', ({ status, name, row }) => {
    const decoded = `status ${status} (${name}), state 10 (dfuERROR)`;
    for (const text of [
      `RuntimeError: An error occured. Device Status: (${status}, 10, 0, 0)`,
      `RuntimeError: An error occured. Device Status: (${status}, 10, 100, 0)`,
      `(${status}, 10, 0, 0)`,
      `Determining device status: state = dfuERROR, status = ${status}`,
      `DFU state(10) = dfuERROR, status(${status}) = words of the standard`,
      `state=dfuERROR status=${name}`,
      `DFU DOWNLOAD failed state=10, status=${status}`,
      `DFU status = ${status}\nDFU State = 10`,
    ])
      expect(first(text), text).toEqual([row, decoded]);
    expect(first(`Transfer failed: ${name}`)).toEqual([row, `status ${status} (${name})`]);
  });

  it.each(waiting)('0 in state $state $name is $stopped where odrivetool stops', ({ state, name, stopped, shown }) => {
    const decoded = `status 0 (OK), state ${state} (${name})`;
    expect(first(`RuntimeError: An error occured. Device Status: (0, ${state}, 0, 0)`)).toEqual([stopped, decoded]);
    expect(first(`(0, ${state}, 0, 0)`)).toEqual([stopped, decoded]);
    for (const text of [`state = ${name}, status = 0`, `DFU state(${state}) = ${name}, status(0) = No error condition`])
      expect(first(text), text).toEqual(shown && [shown, decoded]);
  });

  it('that the standard does not allow is said to be none: every error outside of the error state, no error in it', () => {
    for (const { status, name } of failed)
      for (const { state, name: stateName } of waiting)
        expect(first(`Device Status: (${status}, ${state}, 0, 0)`)).toEqual([
          'impossible-status',
          `status ${status} (${name}), state ${state} (${stateName})`,
        ]);
    expect(first('Device Status: (0, 10, 0, 0)')?.[0]).toBe('impossible-status');
  });

  it.each([
    'Device Status: (16, 10, 0, 0)',
    'Device Status: (0, 11, 0, 0)',
    '(10, 2, 0, 0)',
    '(11, 10, 7, 3)',
    '10 10 10 10',
    'Status: 0, State: 9',
    'exit status 11',
    'state = RUNNING, status = 11',
  ])('is not read into other numbers: %s', (text) => {
    expect(explainText(text)).toEqual([]);
  });

  it('that is shown in every run is no answer beside what stopped it', () => {
    const log = `dfu-util 0.9
Determining device status: state = dfuIDLE, status = 0
dfuIDLE, continuing
Error during special command "ERASE_PAGE" get_status`;
    expect(explainText(log).map(({ symptom }) => symptom.id)).toEqual(['erase-status']);
  });

  it('is explained for each of several, what stopped the run before what is harmless', () => {
    const log =
      'state = dfuERROR, status = 10\nclearing status\nstate = dfuIDLE, status = 0\nstate = dfuERROR, status = 1';
    expect(explainText(log).map(({ symptom }) => symptom.id)).toEqual(['bad-address', 'flag-after-power-on']);
  });
});

// The device's side of a cable where its readiness changes between two questions, as it does on the wall clock.

import { expect, it } from 'vitest';
import type { UsbFunction } from '../src/usb/function.ts';
import { createPort, undisturbed } from '../src/usb/port.ts';

const request = {
  endpoint: 0,
  setup: { requestType: 0xa1, request: 3, value: 0, index: 0 },
  data: new Uint8Array(0),
  length: 6,
};

it('a device that is ready again by the time the transfer is queued answers it', async () => {
  const busy = [Promise.resolve(), undefined];
  const usbFunction: UsbFunction = {
    device: new Uint8Array(18),
    configuration: new Uint8Array(9),
    string: () => undefined,
    endpoints: new Map(),
    control: () => ({ status: 'ok', bytes: 0, data: Uint8Array.of(5) }),
    busy: () => busy.shift(),
    hasAlternate: () => false,
    busReset: () => undefined,
  };
  const wire = { arrive: () => undisturbed, reset: () => undefined };
  const { port } = createPort(usbFunction, wire, () => undefined);
  const configure = { ...request, setup: { requestType: 0x00, request: 9, value: 1, index: 0 }, length: 0 };
  busy.unshift(undefined);
  await port.submit(configure, new AbortController().signal);
  expect(busy).toHaveLength(2);
  const answer = await port.submit(request, new AbortController().signal);
  expect(answer).toMatchObject({ status: 'ok', data: Uint8Array.of(5) });
  expect(busy).toEqual([]);
});

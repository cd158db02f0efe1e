// What a page finds as `navigator.usb` where the boards lie on a desk beside the browser: every call is put to the process of the test.
// Runs in the page, by its source text: it can use nothing from outside.

/** One call of a page. `bytes`: base64. */
export interface UsbCall {
  readonly name: string;
  /** Which device; absent for those of `navigator.usb` itself. */
  readonly id?: number;
  readonly parameters?: readonly unknown[];
  readonly bytes?: string;
}

/** `refusal`: sentence and name of a DOMException. */
export type UsbReply = { readonly value: unknown } | { readonly refusal: readonly [message: string, name: string] };

export function installUsb(): void {
  interface Facts {
    readonly id: number;
    readonly opened: boolean;
  }
  const { odflashUsb } = globalThis as unknown as { odflashUsb: (call: UsbCall) => Promise<UsbReply> };
  const put = async (call: UsbCall): Promise<unknown> => {
    const reply = await odflashUsb(call);
    if ('value' in reply) return reply.value;
    throw new DOMException(...reply.refusal);
  };
  const begun = put({ name: 'begin' });
  const encoded = (data: Uint8Array) => btoa(String.fromCharCode(...data));
  const received = (result: unknown) => {
    const { status, bytes } = result as { status: string; bytes?: string };
    if (bytes === undefined) return { status };
    return { status, data: new DataView(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)).buffer) };
  };
  const devices = new Map<number, object>();
  const deviceOf = (facts: unknown): object => {
    const { id } = facts as Facts;
    const before = devices.get(id);
    if (before) return before;
    const ask = (name: string, ...parameters: unknown[]) => put({ name, id, parameters });
    const device = {
      ...(facts as Facts),
      open: async () => {
        await ask('open');
        Object.assign(device, { opened: true });
      },
      close: async () => {
        await ask('close');
        Object.assign(device, { opened: false });
      },
      reset: () => ask('reset'),
      selectConfiguration: (value: number) => ask('selectConfiguration', value),
      claimInterface: (number: number) => ask('claimInterface', number),
      selectAlternateInterface: (number: number, alternate: number) =>
        ask('selectAlternateInterface', number, alternate),
      controlTransferIn: async (setup: object, length: number) =>
        received(await ask('controlTransferIn', setup, length)),
      controlTransferOut: (setup: object, data = new Uint8Array(0)) =>
        put({ name: 'controlTransferOut', id, parameters: [setup], bytes: encoded(data) }),
      transferIn: async (endpoint: number, length: number) => received(await ask('transferIn', endpoint, length)),
      transferOut: (endpoint: number, data: Uint8Array) =>
        put({ name: 'transferOut', id, parameters: [endpoint], bytes: encoded(data) }),
    };
    devices.set(id, device);
    return device;
  };
  const events = new EventTarget();
  const hear = async () => {
    await begun;
    for (;;) {
      const { type, device } = (await put({ name: 'event' })) as { type: string; device: Facts };
      if (type === 'disconnect') Object.assign(deviceOf(device), { opened: false });
      events.dispatchEvent(Object.assign(new Event(type), { device: deviceOf(device) }));
    }
  };
  void hear();
  const usb = {
    getDevices: async () => {
      await begun;
      return ((await put({ name: 'getDevices' })) as unknown[]).map(deviceOf);
    },
    requestDevice: async ({ filters }: { filters: unknown[] }) => {
      await begun;
      const sentence =
        "Failed to execute 'requestDevice' on 'USB': Must be handling a user gesture to show a permission request.";
      if (!navigator.userActivation.isActive) throw new DOMException(sentence, 'SecurityError');
      return deviceOf(await put({ name: 'requestDevice', parameters: [filters] }));
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  Object.defineProperty(Navigator.prototype, 'usb', { get: () => usb });
}

// What people paste: a message with typing errors, in a whole terminal, broken by a narrow window, in colours, in their own words.

import { explainText } from '@odflash/core/diagnosis';
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../../test/support/in-english.ts';

const found = (text: string) => explainText(text, causesOf).map(({ symptom }) => symptom.id);

/** Lines as people paste them, and the row that answers. */
const pasted: Readonly<Record<string, string>> = {
  'The device has no laingid': 'no-langid',
  'windows does not detect my ODrive in DFU mode': 'windows-driver',
  'Win10 cannot see the board': 'windows-driver',
  'odrive v3.4 dfu brake resistor warning': 'old-board-warning',
  'is dfu dangerous on v3.3': 'old-board-warning',
  'ST-Link target voltage 0.0': 'probe-no-voltage',
  'Target voltage: 0.000000': 'probe-no-voltage',
  'Info : Target voltage: 0.001573': 'probe-no-voltage',
  'stlink vcc 3v3 which pin': 'probe-no-voltage',
  'The configuration cannot be backed up because the device is already in DFU mode': 'backup-in-dfu',
  '[unknown version] same version as the firmware on the device ([unknown version])': 'unknown-version',
  'usb.core.NoBackendError: No backend available': 'no-backend',
  'This device cannot start. (Code 10)': 'windows-driver',
  'The drivers for this device are not installed. (Code 28)': 'windows-driver',
  'Unknown USB Device (Device Descriptor Request Failed) (Code 43)': 'unknown-usb-device',
  'Determining device status: state = dfuERROR, status = 11': 'read-protected',
  'Determining device status: state = dfuERROR, status = 10': 'flag-after-power-on',
  'dfu-util: Invalid DFU suffix signature': 'dfu-suffix',
  'dfu-util: A valid DFU suffix will be required in a future dfu-util release': 'dfu-suffix',
  'dfuse_download: libusb_control_transfer returned -1': 'transfer-error',
  'dfuse_download: libusb_control_transfer returned -4': 'left-the-bus',
  'dfuse_download: libusb_control_transfer returned -9': 'refused-block',
  'Error during special command "ERASE_PAGE" get_status': 'erase-status',
  'Error: jtag status contains invalid mode value - communication failure': 'probe-lost-target',
  'error writing to flash at address 0x08000000 at offset 0x00000000': 'probe-write-refused',
  'error writing to flash at address 0x08004000 at offset 0x00000200': 'probe-write-refused',
  'STLINK V0J8S0 (API v0) VID:PID 0000:0000': 'probe-firmware',
  'init mode failed (unable to connect to the target)': 'probe-no-target',
  '[LEGACY_OBJ] JSON read operation failed': 'json-hang',
  'Could not determine hardware version. Flashing precompiled firmware could lead to unexpected results.':
    'unknown-version',
  'could not find any firmware release for this board version': 'no-release',
  'not genuine': 'not-genuine',
  'RuntimeError: An error occured. Device Status: (11, 10, 0, 0)': 'read-protected',
  'RuntimeError: An error occurred. Device Status: (0, 2, 0, 0)': 'out-of-step',
  LIBUSB_ERROR_ACESS: 'no-access',
  LIBUSB_EROR_PIPE: 'refused-block',
  'usbipd: warning: the device is not attached to WSL': 'wsl',
  '(10, 10, 0, 0)': 'flag-after-power-on',
  'Waiting for the device to reappear...': 'switch-left-on-dfu',
  "libusb couldn't open USB device /dev/bus/usb/003/017, errno=13": 'no-access',
};

/** What is known of nothing in the tables: no answer is better than a wrong one. */
const unknown = [
  'odrivetool: command not found',
  'bash: odrivetool: command not found',
  'error',
  'failed',
  'usb',
  'firmware',
  'the robot does not walk',
  'my motor does not spin',
  'how do I calibrate my encoder?',
  "ModuleNotFoundError: No module named 'odrive'",
  'No such file or directory',
  'npm ERR! code ENOENT',
  'Segmentation fault',
  'SyntaxError: invalid syntax',
  '0 0',
  '(10, 2, 0, 0)',
  'RuntimeError: An error occured. Device Status: (10, 2, 0, 0)',
];

const noise = (lines: number) =>
  Array.from({ length: lines }, (_, line) => `[${line}] packet ${(line * 7919) % 65_536} read ok, error 0, next`).join(
    '\n',
  );

describe('a pasted text', () => {
  it.each(Object.entries(pasted))('is answered first by the row it belongs to: %s', (text, id) => {
    expect(found(text)[0]).toBe(id);
  });

  it.each(unknown)('of which nothing is known gets no answer: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(Object.entries(pasted).filter(([text]) => text.length > 30 && explainText(text, causesOf)[0]?.message))(
    'is found behind 5,000 characters of progress, in colours and with the prompt after it: %s',
    (text, id) => {
      const bar = `\u001b[2K\r\u001b[32mErasing\u001b[0m ${'#'.repeat(40)}`;
      expect(found(`${bar.repeat(80)}\n${noise(60)}\n\u001b[31m${text}\u001b[0m\npi@robot:~ $ `)[0]).toBe(id);
    },
  );

  it.each([20, 33, 40])('is found where a terminal of %d columns broke it in the middle of words', (columns) => {
    const text = 'RuntimeError: An error occured. Device Status: (0, 2, 0, 0)';
    const broken = text.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? '';
    expect(found(broken)[0]).toBe('out-of-step');
  });

  it('that holds several messages is answered once for each, what stopped the run before what is harmless', () => {
    const thread = `
> Waiting for ODrive...
> Putting device into DFU mode...
dfu-util: Invalid DFU suffix signature
Determining device status: state = dfuERROR, status = 10
ValueError: The device has no langid
RuntimeError: An error occured. Device Status: (0, 2, 0, 0)
[unknown version] is the same version as the firmware on the device ([unknown version])
Info : Target voltage: 0.000000
Error: init mode failed (unable to connect to the target)`;
    const ids = found(thread);
    expect(new Set(ids.slice(0, 5))).toEqual(
      new Set(['no-langid', 'out-of-step', 'unknown-version', 'probe-no-voltage', 'probe-no-target']),
    );
    expect(new Set(ids.slice(5))).toEqual(new Set(['dfu-suffix', 'flag-after-power-on']));
  });

  it('that ends in a message is not explained by what the tool prints in every run', () => {
    expect(
      found('Waiting for ODrive...\nPutting device into DFU mode...\nValueError: The device has no langid'),
    ).toEqual(['no-langid']);
    expect(found('Waiting for ODrive...')).toEqual(['nothing-there']);
  });

  it('names the message that was recognised', () => {
    expect(explainText('x\nusb.core.USBError: [Errno 32] Pipe error\ny')[0]?.message).toMatchObject({
      by: 'pyusb',
      text: '[Errno 32] Pipe error',
    });
  });
});

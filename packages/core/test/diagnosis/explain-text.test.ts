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
    'no-hardware-version',
  'Cannot open DFU device 0483:df11 found on devnum 14 (LIBUSB_ERROR_ACCESS)': 'no-access',
  'Cannot open DFU device 0483:df11 found on devnum 3 (LIBUSB_ERROR_BUSY)': 'claimed',
  'dfu-util: Cannot open DFU device 0483:df11 found on devnum 3 (LIBUSB_ERROR_NOT_SUPPORTED)': 'windows-driver',
  'odrivetool dfu: IndexError: list index out of range': 'already-in-dfu',
  "AttributeError: 'RemoteObject' object has no attribute 'config'": 'other-names',
  'Could not claim interface 2 on USB device': 'claimed',
  'usb.core.USBError: [Errno 16] Resource busy': 'claimed',
  'Error: open failed': 'probe-not-opened',
  'dfu-util: Last page at 0x081fffff is not writeable': 'bad-address',
  'could not find any firmware release for this board version': 'no-release',
  'not genuine': 'not-genuine',
  'RuntimeError: An error occured. Device Status: (11, 10, 0, 0)': 'read-protected',
  'RuntimeError: An error occurred. Device Status: (0, 2, 0, 0)': 'out-of-step',
  LIBUSB_ERROR_ACESS: 'no-access',
  LIBUSB_EROR_PIPE: 'refused-block',
  'usbipd: warning: the device is not attached to WSL': 'wsl',
  '(10, 10, 0, 0)': 'flag-after-power-on',
  'Waiting for the device to reappear...': 'switch-left-on-dfu',
  'how do i get the odrive into dfu mode': 'nothing-there',
  'Chromium snap cannot open the USB device': 'no-access',
  'WebUSB does not work in Firefox': 'no-usb',
  'I unplugged the cable while flashing': 'left-the-bus',
  'dfu-util hangs at mass erase': 'stuck-busy',
  'board stays in DFU mode': 'dfu-again',
  'Unbekanntes USB-Gerät (Fehler beim Anfordern einer Gerätebeschreibung)': 'unknown-usb-device',
  'odrivetool dfu fails, something about a langid': 'no-langid',
  'odrive does not show up in device manager in dfu mode': 'windows-driver',
  'STM32 BOOTLOADER has a yellow exclamation mark in device manager': 'windows-driver',
  'On win 11 dfu device isnt detected': 'windows-driver',
  'Windows cannot verify the digital signature for the drivers required for this device. (Code 52)': 'windows-driver',
  'Unknown USB Device (Set Address Failed)': 'unknown-usb-device',
  'usb 1-1.2: device not accepting address 12, error -71': 'unknown-usb-device',
  'can dfu mode damage my v3.3 board': 'old-board-warning',
  'Error: Flash memory read protected': 'read-protected',
  'RDP level 1': 'read-protected',
  'dfuse_upload: libusb_control_msg returned -9': 'refused-block',
  'usbipd: error: Device busy (exported)': 'wsl',
  'An error occurred Device Status (0 2 0 0)': 'out-of-step',
  "NotFoundError: Failed to execute 'requestDevice' on 'USB': No device selected.": 'nothing-there',
  'odrive disappeared after save_configuration()': 'lost-after-save',
  'ST-Link firmware is too old': 'probe-firmware',
  '** OpenOCD init failed **': 'probe-no-target',
  '2026-11-29T12:00:01 jtag status contains invalid mode value': 'probe-lost-target',
  '<pre><code>jtag status contains invalid mode value</code></pre>': 'probe-lost-target',
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
  'A fatal error occurred: Failed to connect to ESP32: Timed out waiting for packet header',
  'Caught exception in launch: Timed out waiting for the controller manager service',
  "AttributeError: 'NoneType' object has no attribute 'shape'",
  "UnboundLocalError: local variable 'loss' referenced before assignment",
  'Traceback (most recent call last):\n  File "foo.py", line 1, in <module>\nIndexError: list index out of range',
  "OSError: [Errno 16] Device or resource busy: '/mnt/data'",
  "PermissionError: [Errno 13] Permission denied: '/etc/foo.conf'",
  'avrdude: ser_open(): can\'t open device "/dev/ttyUSB0": Permission denied',
  "fatal: unable to access 'https://example.org/x.git/': Could not resolve host: example.org",
  'docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
  "make: *** No rule to make target 'all'.  Stop.",
  'My 3d printer does not print, what can I do? error error error',
  '0 0',
  '(10, 2, 0, 0)',
  'voltage',
  'timeout',
  'connect',
  'windows',
  'update',
  'Killed',
  '0x0800',
  'brake resistor',
  'API',
  'correctly.',
  'return 0',
  'Bluetooth device not found',
  'my keyboard is not detected by windows',
  'Info : Target voltage: 3.214117',
  "'odrivetool' is not recognized as an internal or external command, operable program or batch file.",
  'You can be tricked into an odd state',
  'bash: ./odflash: Permission denied',
  'state = dfuIDLE, status = 0',
];

const noise = (lines: number) =>
  Array.from({ length: lines }, (_, line) => `[${line}] packet ${(line * 7919) % 65_536} read ok, error 0, next`).join(
    '\n',
  );

/** What stands in the thread, and which row answers it. */
const threadSays: Readonly<Record<string, string>> = {
  'windows-driver': 'On Windows 10 my ODrive is not detected in DFU mode',
  'old-board-warning': 'DFU mode is not supported on board version 3.4 or earlier.',
  'no-langid': 'ValueError: The device has no langid',
  'unknown-version': 'This file has the same version as the firmware on the device ([unknown version]).',
  'out-of-step': 'RuntimeError: An error occured. Device Status: (0, 2, 0, 0)',
  'probe-no-voltage': 'Info : Target voltage: 0.000000',
};

/** A thread as it is copied from a forum: a board that Windows does not see, then Linux, then an ST-Link. */
const thread = `ODrive 3.4 firmware upgrade problem
Hi, I have an ODrive v3.4 and want to upgrade to 0.5.1. ${threadSays['windows-driver']},
odrivetool just says "Waiting for ODrive...". In Device Manager there is an unknown device with a yellow mark.
Did you install the driver with Zadig?
I tried again on Linux:
$ odrivetool dfu
Waiting for ODrive...
Found ODrive 207C37813548 (v3.4-24V) with firmware v0.4.11-dev
${threadSays['old-board-warning']}
This is because entering DFU mode on such a device would
break the brake resistor FETs under some circumstances.
Do you still want to continue? [y/N] y
Putting device 207C37813548 into DFU mode...
Traceback (most recent call last):
  File "/usr/local/bin/odrivetool", line 121, in <module>
${threadSays['no-langid']}
with sudo:
Found device 385F324D3037 in DFU mode
Checking online for newest firmware... found v0.5.1
${threadSays['unknown-version']}
Do you want to flash this firmware anyway? [y/N] y
Erasing... (sector 0/6)
Erasing... done
Flashing... (sector 3/6)
Traceback (most recent call last):
  File "/usr/lib/python3.8/site-packages/odrive/dfu.py", line 98, in flash_and_verify
  File "/usr/lib/python3.8/site-packages/dfuse/DfuDevice.py", line 133, in wait_while_state
${threadSays['out-of-step']}
Then I bought an ST-Link V2 clone:
Open On-Chip Debugger 0.10.0
Info : STLINK V2J17S4 (API v2) VID:PID 0483:3748
${threadSays['probe-no-voltage']}
Error: target voltage may be too low for reliable debugging
Error: init mode failed (unable to connect to the target)
Any ideas? Thanks!`;

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

  it.each([
    [
      'st-flash 1.7.0\nINFO common.c: F4xx: 192 KiB SRAM, 1024 KiB flash in at least 16 KiB pages.\nFlash page at addr: 0x08000000 erased\nst_flash: ERROR flash_loader.c: flash loader run error',
      ['probe-lost-target'],
    ],
    [
      'libusb: error [winusbx_open] Operation not supported or unimplemented on this platform\nLIBUSB_ERROR_NOT_SUPPORTED',
      ['windows-driver'],
    ],
    ['ERROR: [USB] libusb_open failed: Access denied (insufficient permissions)', ['no-access']],
    ['Could not claim interface 2 on USB device: -3', ['claimed']],
    [
      'dfu-util 0.11\nOpening DFU capable USB device...\nCannot open DFU device 0483:df11 found on devnum 14 (LIBUSB_ERROR_ACCESS)\nNo DFU capable USB device available',
      ['no-access'],
    ],
  ])('has no other answers than its messages: %s', (text, ids) => {
    expect(found(text)).toEqual(ids);
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
    expect(new Set(ids.slice(0, 4))).toEqual(
      new Set(['no-langid', 'out-of-step', 'unknown-version', 'probe-no-voltage']),
    );
    expect(new Set(ids.slice(4))).toEqual(new Set(['dfu-suffix', 'flag-after-power-on']));
  });

  it('that is a whole thread of a forum is answered once for each thing people tell or paste in it, and by nothing else', () => {
    expect(new Set(found(thread))).toEqual(new Set(Object.keys(threadSays)));
    expect(found(thread)).toHaveLength(Object.keys(threadSays).length);
    for (const [id, text] of Object.entries(threadSays)) expect(found(text)[0], text).toBe(id);
    // Behind other people's replies, and quoted.
    const reply = `Thanks, that worked for me, too. I set the switch back to RUN and the board started again.\n${noise(200)}`;
    expect(new Set(found(`${reply}\n${thread.replaceAll('\n', '\n> ')}`))).toEqual(new Set(Object.keys(threadSays)));
  });

  it.each([
    ['jtag status contains invalid mode value', 'probe-lost-target'],
    ['Device Status: (11, 10, 0, 0)', 'read-protected'],
    ["Device's firmware is corrupt", 'flag-after-power-on'],
  ])('is found by a part of a message that is a whole line among others: %s', (line, id) => {
    expect(found(`${noise(40)}\n2026-11-29 12:00:01 ERROR ${line}\n${noise(20)}`)).toEqual([id]);
  });

  it('that is a long log is not taken for what a person says', () => {
    const log = [
      'Info : the device was not found at the first try, looking for the board again',
      'Windows 11 build 22631, board support package not installed',
      'The board started, the encoder index was not found yet',
      'save: configuration of the motor, startup of axis 0 not changed',
    ];
    expect(found(`${noise(100)}\n${log.join('\n')}`)).toEqual([]);
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

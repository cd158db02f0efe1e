import type { DoctorMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const doctor: Texts<DoctorMessages> = {
  'doctor.usb-unavailable': 'This machine has no USB',
  'doctor.usb-unavailable-in-wsl': 'Linux under Windows (WSL) has no access to USB devices until they are attached',
  'doctor.usb-unavailable-in-container': 'This container has no access to USB',
  'doctor.library-does-not-load': 'The USB library does not load',
  'doctor.board-ready': 'A board in DFU mode is ready',
  'doctor.board-running': 'An ODrive is running its firmware',
  'doctor.probe-ready': 'An ST-Link is ready',
  'doctor.board-without-firmware': 'The board contains no bootable firmware',
  'doctor.board-refused': 'A flash would stop here',
  'doctor.board-warning': 'A flash would ask for confirmation',
  'doctor.no-board': 'No ODrive found, neither running nor in DFU mode',
  'doctor.other-chip': "Another chip's bootloader, which odflash does not support",
  'doctor.probe-holds-board': 'An ST-Link is connected, but no board appears on USB',
  'doctor.same-serial': 'Two devices have the same serial number',
  'doctor.node-missing': 'The device is connected but has no device node',
  'doctor.rule-missing': 'No permission to open the device: no udev rule matches it',
  'doctor.rule-not-applied': 'A udev rule matches the device, but its node is still not accessible to this user',
  'doctor.rule-needs-seat': 'The udev rule gives access only to the local session, and this session is not local',
  'doctor.rule-needs-group': 'The udev rule gives access only to a group that does not include this user',
  'doctor.rule-too-late':
    'A udev rule tags the device with uaccess, but its file name sorts after 73-seat-late.rules, which acts on the tag',
  'doctor.udev-not-running': 'udev is not running: rules are not applied; devices are found by polling',
  'doctor.modem-manager': 'ModemManager is running and sends commands to the serial port of a running ODrive',
  'doctor.access-denied': 'No permission to open the device',
  'doctor.driver-missing-rom': 'Windows has no usable driver for the board in DFU mode',
  'doctor.driver-missing-runtime': 'Windows has no usable driver for the running ODrive',
  'doctor.driver-missing-probe': 'Windows has no usable driver for the ST-Link',
  'doctor.driver-foreign': "The device has a driver that only its vendor's tool can use",
  'doctor.bootloader-driver': 'Windows has no WinUSB driver for the board in DFU mode yet',
  'doctor.nameless-device': 'Windows cannot read the descriptor of a USB device, which may be the board',
  'doctor.device-busy': 'Another program is using the device',
  'doctor.second-device-in-wsl':
    'Linux under Windows (WSL): a board in DFU mode is another USB device, which must be attached as well',
  'doctor.second-device-in-virtual-machine':
    'This is a virtual machine: a board in DFU mode is another USB device, which must be passed through as well',
  'doctor.device-unresponsive': 'The device does not answer',

  'doctor.saw-no-node': ({ path }) => `${path} does not exist`,
  'doctor.saw-node': ({ path, mode, late, group }) =>
    `${path} has mode ${mode}${late === undefined ? '' : `, the rule is in ${late}`}${group === undefined ? '' : `, the rule names the group ${group}`}`,
  'doctor.saw-programs': ({ programs }) => `held by ${programs.join(', ')}`,
  'doctor.saw-driver': ({ driver }) => `its driver is ${driver}`,
  'doctor.saw-no-board': ({ devices }) =>
    `${devices === 1 ? '1 device' : `${devices} devices`} on the bus, none of them an ODrive`,
  'doctor.saw-same-serial': ({ path }) => `as at ${path}`,

  'usb.no-bus': 'This machine has no USB: /sys/bus/usb/devices does not exist',
  'usb.library-does-not-load': ({ cause }) => `The USB library does not load: ${cause}`,
  'usb.library-does-not-start': ({ error }) => `libusb does not start on this machine (error ${error})`,
  'udev.rule-not-written': ({ path, system }) => `${path} cannot be written (${system})`,
};

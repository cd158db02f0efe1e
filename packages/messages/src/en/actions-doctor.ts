import type { DoctorActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const setUpUdev = 'sudo odflash udev-setup';
const listAll = 'Run Zadig, Options > List All Devices';

export const doctorActions: Texts<DoctorActionMessages> = {
  'next.run-with-usb': 'Run odflash on a machine with USB.',
  'next.try-virtual-board': 'Or try it without hardware: --virtual v3.6-56V+dfu.',
  'next.attach-in-wsl':
    'In Windows install usbipd-win, then in a PowerShell as administrator: usbipd list, usbipd bind --busid BUSID, usbipd attach --wsl --busid BUSID --auto-attach.',
  'next.run-in-windows': 'Or install odflash in Windows and run it there.',
  'next.start-container-with-usb':
    'Start it with --privileged -v /dev/bus/usb:/dev/bus/usb -v /sys:/sys, or run odflash on the host.',
  'next.pass-nodes-to-container':
    'In a container pass the host’s nodes: -v /dev/bus/usb:/dev/bus/usb and --privileged.',
  'next.install-libudev': 'On Linux install libudev (Debian and Ubuntu: libudev1, Alpine: eudev-libs).',
  'next.reinstall': 'Reinstall odflash with the same Node.js that runs it.',
  'next.flash-for-instructions': 'Run odflash flash FILE for instructions.',
  'next.flash-asks': 'A flash or an update asks before it begins; --yes confirms.',
  'next.flash-file': 'Flash one: odflash flash FILE.',
  'next.no-firmware-is-normal': 'Until then it does not appear on USB with the switch on RUN; this is normal.',
  'next.use-tool-of-maker': 'If this is an ODrive clone with such a chip: use the tool and the firmware of its maker.',
  'next.leave-other-chip': 'If it is another device, it is harmless; choose the board with --serial or --path.',
  'next.power-from-dc': 'Power the board from its DC supply: USB does not power it.',
  'next.use-data-cable': 'Use a USB cable that carries data, without a hub.',
  'next.enter-dfu-if-safe':
    'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), then switch the supply off and on; the switch counts only at power-on. Never do that with a v3.4 or older: DFU mode can destroy it.',
  'next.disconnect-gpio':
    'Disconnect all wires from the GPIO pins, above all GPIO6: a signal there keeps the bootloader from using USB. Tying GPIO6 to GND helps.',
  'next.unplug-probe': 'Unplug any ST-Link from the board: it can halt the chip.',
  'next.appears-only-in-dfu': 'A board without firmware does not appear on USB while its switch is on RUN.',
  'next.unplug-probe-and-power-cycle': 'Unplug the ST-Link from the board (connector J2), then power-cycle the board.',
  'next.choose-by-port': 'Choose one by its USB port: --path.',
  'next.replug': 'Unplug the USB cable and plug it in again.',
  'next.set-up-udev': `Run: ${setUpUdev}`,
  'next.or-set-up-udev': `Or run: ${setUpUdev}`,
  'next.set-up-udev-for-everyone': `Run: ${setUpUdev} --everyone`,
  'next.set-up-udev-against-modem-manager': `Run: ${setUpUdev} (the rule in /etc/udev/rules.d/70-odflash.rules excludes these devices).`,
  'next.apply-udev-rules': 'Run: sudo udevadm control --reload && sudo udevadm trigger',
  'next.rename-rule': `Rename the file so that it begins with a number below 73, or run: ${setUpUdev}`,
  'next.join-group': 'Join that group: sudo usermod -aG GROUP USER, then log out and in again.',
  'next.attach-second-in-wsl':
    'In Windows, in a PowerShell as administrator: usbipd attach --wsl --busid BUSID --auto-attach',
  'next.pass-both-to-guest': 'Pass both through: 1209:0d32 (running) and 0483:df11 ("STM32  BOOTLOADER").',
  'next.be-root-or-start-udev': 'Run odflash as root, or start udev.',
  'next.close-programs': 'Close what else uses the board (odflash, odrivetool, browser tabs).',
  'next.be-logged-in-user': 'Run odflash as the user who is logged in.',
  'next.give-bootloader-winusb': `${listAll}, choose "STM32  BOOTLOADER" (USB ID 0483 DF11) and install WinUSB.`,
  'next.or-install-cubeprogrammer': 'Or install STM32CubeProgrammer, which brings a driver of its own.',
  'next.give-runtime-winusb': `${listAll}, choose "ODrive 3.x Native Interface (Interface 2)" and install WinUSB.`,
  'next.leave-serial-port-alone': 'Do not change Interface 0: it is the serial port.',
  'next.or-switch-to-dfu':
    'With the DIP switch on DFU (v3.5 or later) this driver is not needed, only the one of "STM32  BOOTLOADER".',
  'next.install-stlink-driver': 'Install ST’s driver STSW-LINK009, or WinUSB with Zadig.',
  'next.replace-driver': `${listAll}, choose the device and replace its driver with WinUSB.`,
  'next.old-tool-loses-board':
    'The old tool (DfuSe Demo) will not find the board afterwards; STM32CubeProgrammer will.',
  'next.use-port-of-computer': 'Use another USB cable and a port of the computer itself, without a hub.',
  'next.disconnect-gpio-and-power-cycle':
    'Disconnect all wires from the GPIO pins, above all GPIO6, then power-cycle the board.',
  'next.power-cycle-board': 'Power-cycle the board.',
  'next.use-other-cable': 'Use another cable or port.',
  'next.plug-in-directly': 'The board is plugged into a hub: plug it into the computer directly.',
  'next.plug-in-behind-hub':
    'The board is plugged into an xHCI (USB 3) controller directly: put a USB 2.0 hub in between, or use another port.',

  'next.pass-usb-to-container': 'In a container pass the host’s /sys and /dev/bus/usb; or try --virtual v3.6-56V+dfu.',
  'next.write-rule-by-hand': 'Write the rule there by hand; odflash udev-setup --print shows it.',
};

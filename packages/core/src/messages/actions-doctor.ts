// What a person does next about this machine: its USB, its drivers and its permissions.

/** Steps that take no parameters: a finding names them in a table. */
export interface DoctorStepMessages {
  'next.run-with-usb': undefined;
  'next.try-virtual-board': undefined;
  'next.attach-in-wsl': undefined;
  'next.run-in-windows': undefined;
  'next.start-container-with-usb': undefined;
  'next.pass-nodes-to-container': undefined;
  'next.install-libudev': undefined;
  'next.reinstall': undefined;
  'next.flash-for-instructions': undefined;
  'next.flash-asks': undefined;
  'next.flash-file': undefined;
  'next.no-firmware-is-normal': undefined;
  'next.use-tool-of-maker': undefined;
  'next.leave-other-chip': undefined;
  'next.power-from-dc': undefined;
  'next.use-data-cable': undefined;
  'next.enter-dfu-if-safe': undefined;
  'next.disconnect-gpio': undefined;
  'next.unplug-probe': undefined;
  'next.appears-only-in-dfu': undefined;
  'next.unplug-probe-and-power-cycle': undefined;
  'next.choose-by-port': undefined;
  'next.replug': undefined;
  'next.set-up-udev': undefined;
  'next.or-set-up-udev': undefined;
  'next.set-up-udev-for-everyone': undefined;
  'next.set-up-udev-against-modem-manager': undefined;
  'next.apply-udev-rules': undefined;
  'next.rename-rule': undefined;
  'next.join-group': undefined;
  'next.attach-second-in-wsl': undefined;
  'next.pass-both-to-guest': undefined;
  'next.be-root-or-start-udev': undefined;
  'next.close-programs': undefined;
  'next.be-logged-in-user': undefined;
  'next.give-bootloader-winusb': undefined;
  'next.or-install-cubeprogrammer': undefined;
  'next.give-runtime-winusb': undefined;
  'next.leave-serial-port-alone': undefined;
  'next.or-switch-to-dfu': undefined;
  'next.install-stlink-driver': undefined;
  'next.replace-driver': undefined;
  'next.old-tool-loses-board': undefined;
  'next.use-port-of-computer': undefined;
  'next.disconnect-gpio-and-power-cycle': undefined;
  'next.power-cycle-board': undefined;
  'next.use-other-cable': undefined;
  'next.plug-in-directly': undefined;
  'next.plug-in-behind-hub': undefined;
}

/** Codes of what a person does next about this machine, each with its parameters. */
export interface DoctorActionMessages extends DoctorStepMessages {
  'next.pass-usb-to-container': undefined;
  'next.write-rule-by-hand': undefined;
}

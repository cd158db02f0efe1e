// What a person does next after a failure of each code, where the failure itself says nothing better.

/** Codes of what a person does next after a failure of each code, where the failure itself says nothing better, each with its parameters. */
export interface ErrorActionMessages {
  'next.back-in-dfu-and-continue': undefined;
  'next.build-again': undefined;
  'next.check-cable-and-continue': undefined;
  'next.check-file': undefined;
  'next.check-network': undefined;
  'next.check-swd-wires': undefined;
  'next.choose-board': undefined;
  'next.choose-complete-firmware': undefined;
  'next.choose-file-for-f405': undefined;
  'next.choose-firmware': undefined;
  'next.choose-firmware-or-address': undefined;
  'next.choose-other-file': undefined;
  'next.choose-other-version': undefined;
  'next.close-other-programs': undefined;
  'next.confirm': undefined;
  'next.connect-board': undefined;
  'next.flash-old-board-over-stlink': undefined;
  'next.free-space-for-undo': undefined;
  'next.get-file-again': undefined;
  'next.install-udev-rule': undefined;
  'next.install-winusb': undefined;
  'next.name-board': undefined;
  'next.name-right-board': undefined;
  'next.other-cable-and-repeat': undefined;
  'next.repeat-or-check-supply': undefined;
  'next.repeat-or-distrust-download': undefined;
  'next.repeat-or-other-cable': undefined;
  'next.repeat-or-other-port': undefined;
  'next.repeat-or-power-cycle': undefined;
  'next.repeat-to-finish': undefined;
  'next.replug-probe': undefined;
  'next.report-bug': undefined;
  'next.restore-saved-configuration': undefined;
  'next.secure-load': undefined;
  'next.see-help': undefined;
  'next.shorter-wires-and-repeat': undefined;
  'next.switch-into-dfu': undefined;
  'next.unlock-and-erase': undefined;
  'next.unlock-sectors': undefined;
  'next.use-machine-with-usb': undefined;
}

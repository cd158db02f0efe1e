// Messages about the machine: what a look at its USB, its drivers and its permissions found.

/** What can be found, as titles without a full stop. */
export interface DoctorFindingMessages {
  'doctor.usb-unavailable': undefined;
  'doctor.usb-unavailable-in-wsl': undefined;
  'doctor.usb-unavailable-in-container': undefined;
  'doctor.library-does-not-load': undefined;
  'doctor.board-ready': undefined;
  'doctor.board-running': undefined;
  'doctor.probe-ready': undefined;
  'doctor.board-without-firmware': undefined;
  'doctor.board-refused': undefined;
  'doctor.board-warning': undefined;
  'doctor.no-board': undefined;
  'doctor.other-chip': undefined;
  'doctor.probe-holds-board': undefined;
  'doctor.same-serial': undefined;
  'doctor.node-missing': undefined;
  'doctor.rule-missing': undefined;
  'doctor.rule-not-applied': undefined;
  'doctor.rule-needs-seat': undefined;
  'doctor.rule-needs-group': undefined;
  'doctor.rule-too-late': undefined;
  'doctor.udev-not-running': undefined;
  'doctor.modem-manager': undefined;
  'doctor.access-denied': undefined;
  'doctor.driver-missing-rom': undefined;
  'doctor.driver-missing-runtime': undefined;
  'doctor.driver-missing-probe': undefined;
  'doctor.driver-foreign': undefined;
  'doctor.bootloader-driver': undefined;
  'doctor.nameless-device': undefined;
  'doctor.device-busy': undefined;
  'doctor.second-device-in-wsl': undefined;
  'doctor.second-device-in-virtual-machine': undefined;
  'doctor.device-unresponsive': undefined;
}

/** What shows it, in a few words. */
export interface DoctorMessages extends DoctorFindingMessages {
  'doctor.saw-no-node': { readonly path: string };
  /** `mode`: octal. `late`: the file of a rule that is read too late; `group`: whom a rule gives access. */
  'doctor.saw-node': {
    readonly path: string;
    readonly mode: string;
    readonly late?: string | undefined;
    readonly group?: string | undefined;
  };
  'doctor.saw-programs': { readonly programs: readonly string[] };
  'doctor.saw-driver': { readonly driver: string };
  'doctor.saw-no-board': { readonly devices: number };
  'doctor.saw-same-serial': { readonly path: string };
  // Of the USB of this machine.
  'usb.no-bus': undefined;
  'usb.library-does-not-load': { readonly cause: string };
  /** `error`: libusb's number. */
  'usb.library-does-not-start': { readonly error: number };
  // Of the setup of udev.
  'udev.rule-not-written': { readonly path: string; readonly system: string };
}

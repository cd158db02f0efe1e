// What people see when another tool fails, as codes of texts.

export type MachineSymptomCode =
  | 'no-langid'
  | 'no-access'
  | 'windows-driver'
  | 'claimed'
  | 'two-at-once'
  | 'already-in-dfu'
  | 'nothing-there'
  | 'unknown-usb-device'
  | 'serial-drifts'
  | 'several'
  | 'no-usb';

export type WireSymptomCode =
  | 'out-of-step'
  | 'short-reply'
  | 'flag-after-power-on'
  | 'erase-status'
  | 'refused-block'
  | 'no-answer'
  | 'transfer-error'
  | 'left-the-bus'
  | 'end-of-download'
  | 'stuck-busy'
  | 'json-hang'
  | 'slow-port'
  | 'slow'
  | 'gcd';

export type BoardSymptomCode =
  | 'read-protected'
  | 'unlock-refused'
  | 'unlock-resets'
  | 'not-erasable'
  | 'write-protected'
  | 'not-as-written'
  | 'bad-address'
  | 'raw-or-dfuse'
  | 'dfu-again'
  | 'dead-after-update'
  | 'no-firmware-file'
  | 'unknown-version'
  | 'old-board-warning'
  | 'old-python'
  | 'other-names'
  | 'lost-configuration'
  | 'lost-after-save';

export type ProbeSymptomCode =
  | 'probe-no-voltage'
  | 'probe-own-supply'
  | 'probe-no-target'
  | 'probe-wiring'
  | 'probe-old-board'
  | 'probe-held-in-reset'
  | 'probe-half-voltage'
  | 'probe-verify-differs'
  | 'probe-no-bank'
  | 'probe-lost-target'
  | 'probe-write-refused'
  | 'probe-after-unlock'
  | 'probe-other-chip'
  | 'probe-feeds-board'
  | 'probe-not-opened'
  | 'probe-odd-serial'
  | 'probe-busy'
  | 'probe-stuck'
  | 'probe-firmware'
  | 'probe-not-genuine'
  | 'probe-script'
  | 'probe-notice';

export type ToolSymptomCode =
  | 'no-backend'
  | 'wsl'
  | 'dfu-suffix'
  | 'backup-in-dfu'
  | 'no-release'
  | 'not-genuine'
  | 'switch-left-on-dfu'
  | 'unknown-property';

export type SymptomCode = MachineSymptomCode | WireSymptomCode | BoardSymptomCode | ProbeSymptomCode | ToolSymptomCode;

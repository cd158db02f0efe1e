// What people see when another tool fails, as codes of texts.

/** Symptoms of the computer: drivers, permissions, other programs. */
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

/** Symptoms of the connection: replies that are wrong, late or missing. */
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

/** Statuses of a bootloader that say something by themselves. */
export type StatusSymptomCode =
  | 'file-refused'
  | 'memory-refused'
  | 'reset-in-between'
  | 'impossible-status'
  | 'leaving-dfu'
  | 'not-in-dfu';

/** Symptoms of the board and of its chip. */
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
  | 'no-hardware-version'
  | 'old-board-warning'
  | 'old-python'
  | 'other-names'
  | 'lost-configuration'
  | 'lost-after-save';

/** Symptoms of a debug probe and its wires. */
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
  | 'probe-notice'
  | 'probe-not-blank';

/** Symptoms that come from the other tool, or from the file it was given. */
export type ToolSymptomCode =
  | 'no-backend'
  | 'wsl'
  | 'dfu-suffix'
  | 'backup-in-dfu'
  | 'no-release'
  | 'not-genuine'
  | 'switch-left-on-dfu'
  | 'unknown-property'
  | 'no-download'
  | 'wsl-rights'
  | 'detach-refused'
  | 'file-for-other-device'
  | 'zadig-failed';

/** Every symptom that the diagnosis knows. */
export type SymptomCode =
  | MachineSymptomCode
  | WireSymptomCode
  | StatusSymptomCode
  | BoardSymptomCode
  | ProbeSymptomCode
  | ToolSymptomCode;

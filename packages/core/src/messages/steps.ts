// What a person does by hand while the work waits, or when it is done.

/** Codes of what a person does by hand while the work waits, or when it is done, each with its parameters. */
export interface StepMessages {
  'step.remove-dc-supply': undefined;
  'step.remove-dc-supply-if-old': undefined;
  'step.bring-back-in-dfu': undefined;
  'step.switch-to-run': undefined;
  'step.check-wiring': undefined;
  'step.remove-boot-jumper': undefined;
  'step.power-cycle': undefined;
  // Into DFU mode, where the firmware does not switch; the second for boards without a switch.
  'step.enter-dfu-by-hand': undefined;
  'step.enter-dfu-by-wire': undefined;
  'step.find-bootloader': undefined;
}

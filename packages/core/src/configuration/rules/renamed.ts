// Properties that changed their name between 0.5.1 and 0.5.2 and kept their meaning (CHANGELOG.md of odriverobotics/ODrive,
// "API Migration Notes"). What changed its meaning, too, is not here: turns_per_step, enable_i2c_instead_of_can.

interface Renaming {
  /** Every name one value has had, with `axis*` for both axes. */
  readonly names: readonly string[];
  /** A calibration result: no source shows that sign and unit stayed the same, so it is not carried. */
  readonly measured?: true | undefined;
}

const thermistorNames = [
  'gpio_pin',
  'poly_coefficient_0',
  'poly_coefficient_1',
  'poly_coefficient_2',
  'poly_coefficient_3',
  'temp_limit_lower',
  'temp_limit_upper',
  'enabled',
];

const renamings: readonly Renaming[] = [
  { names: ['config.enable_uart', 'config.enable_uart0', 'config.enable_uart_a'] },
  { names: ['config.uart_baudrate', 'config.uart0_baudrate', 'config.uart_a_baudrate'] },
  { names: ['axis*.config.can_node_id', 'axis*.config.can.node_id'] },
  { names: ['axis*.config.can_node_id_extended', 'axis*.config.can.is_extended'] },
  { names: ['axis*.config.can_heartbeat_rate_ms', 'axis*.config.can.heartbeat_rate_ms'] },
  { names: ['axis*.motor.config.acim_slip_velocity', 'axis*.acim_estimator.config.slip_velocity'] },
  ...['fet_thermistor', 'motor_thermistor'].flatMap((sensor) =>
    thermistorNames.map((name) => ({
      names: [`axis*.${sensor}.config.${name}`, `axis*.motor.${sensor}.config.${name}`],
    })),
  ),
  { names: ['axis*.motor.config.direction', 'axis*.encoder.config.direction'], measured: true },
  { names: ['axis*.encoder.config.offset', 'axis*.encoder.config.phase_offset'], measured: true },
  { names: ['axis*.encoder.config.offset_float', 'axis*.encoder.config.phase_offset_float'], measured: true },
];

const byName = new Map(renamings.flatMap((renaming) => renaming.names.map((name) => [name, renaming] as const)));

/** The other names of `path` that the firmware may have, and whether the value may be carried across. */
export function otherNames(
  path: string,
): { readonly names: readonly string[]; readonly measured: boolean } | undefined {
  const [, axis = ''] = /^(axis\d+)\./.exec(path) ?? [];
  const general = axis === '' ? path : path.replace(axis, 'axis*');
  const renaming = byName.get(general);
  if (!renaming) return undefined;
  const names = renaming.names.filter((name) => name !== general).map((name) => name.replace('axis*', axis));
  return { names, measured: renaming.measured === true };
}

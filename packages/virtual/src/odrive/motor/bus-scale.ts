// How firmware makes volts of what the ADC reads at the bus divider: one float literal, 3.3 V times the divider over 4096
// steps. 11 in builds for 24 V boards, 19 in those for 48 and 56 V (VBUS_S_DIVIDER_RATIO, Firmware/Board/v3/Inc). Every image
// from 0.4.1 to 0.5.6 has one of the two, once.

/** Resistors of the divider on boards of that voltage, and in firmware built for it. */
export function dividerFor(voltage: number): 11 | 19 {
  return voltage > 24 ? 19 : 11;
}

/** The literal of a build with that divider, little-endian. */
export function scaleLiteral(divider: 11 | 19): Uint8Array {
  return floatLiteral((3.3 * divider) / 4096);
}

/** The default over-voltage trip level, which distinguishes 48 from 56 V (in most images from 0.4.10 on). */
export function tripLiteral(voltage: number): Uint8Array {
  return floatLiteral(1.07 * voltage);
}

function floatLiteral(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return bytes;
}

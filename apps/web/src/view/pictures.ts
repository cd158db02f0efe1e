// Drawings of our own: lines in the colour of the text, one accent. Attributes only, since inline styles are forbidden here.

import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

export function picture(name: string, size: readonly [number, number], content: SVGTemplateResult): TemplateResult {
  return html`<svg class="picture ${name}" viewBox="0 0 ${size[0]} ${size[1]}" aria-hidden="true" focusable="false">${content}</svg>`;
}

/** A board as seen from above: chip, two motor terminals, USB. */
const board = svg`
  <rect class="pcb" x="0" y="0" width="150" height="96" rx="8" />
  <circle cx="9" cy="9" r="3.5" /><circle cx="141" cy="9" r="3.5" /><circle cx="9" cy="87" r="3.5" /><circle cx="141" cy="87" r="3.5" />
  <rect class="part" x="54" y="30" width="36" height="36" rx="3" />
  <path d="M60 30v-5M68 30v-5M76 30v-5M84 30v-5M60 66v5M68 66v5M76 66v5M84 66v5M90 36h5M90 44h5M90 52h5M90 60h5M54 36h-5M54 44h-5M54 52h-5M54 60h-5" />
  <rect class="part" x="112" y="20" width="24" height="22" rx="2" /><rect class="part" x="112" y="54" width="24" height="22" rx="2" />
  <path d="M118 25v12M124 25v12M130 25v12M118 59v12M124 59v12M130 59v12" />
  <rect class="part" x="22" y="20" width="14" height="22" rx="2" /><path d="M26 26h6M26 31h6M26 36h6" />`;

/** Computer, cable, board. */
export function plugPicture(): TemplateResult {
  return picture(
    'plug',
    [420, 260],
    svg`
    <g transform="translate(16 42)">
      <rect class="part" x="16" y="0" width="150" height="98" rx="8" />
      <rect class="screen" x="26" y="10" width="130" height="78" rx="3" />
      <path class="accent" d="M66 50l18 18 34-36" />
      <path class="part" d="M0 108h182l-10 14H10z" />
    </g>
    <path class="cable" d="M190 158h34c26 0 14 46 40 46h-6" />
    <g transform="translate(258 130)">${board}<rect class="accent-fill" x="-8" y="66" width="16" height="16" rx="2" /></g>`,
  );
}

export function checkPicture(): TemplateResult {
  return picture(
    'check',
    [64, 64],
    svg`<circle class="accent-fill" cx="32" cy="32" r="30" /><path class="on-accent" d="M18 33l10 10 19-21" />`,
  );
}

const dipSwitch = (position: 'DFU' | 'RUN') => svg`
  <rect class="part" x="30" y="24" width="100" height="52" rx="6" />
  <rect class="screen" x="44" y="38" width="72" height="24" rx="4" />
  <rect class="accent-fill" x=${position === 'DFU' ? 46 : 84} y="40" width="30" height="20" rx="3" />
  <text x="46" y="96" class=${position === 'DFU' ? 'accent-text' : ''}>DFU</text>
  <text x="88" y="96" class=${position === 'RUN' ? 'accent-text' : ''}>RUN</text>`;

const power = svg`
  <circle class="part" cx="80" cy="52" r="34" />
  <path class="accent" d="M80 30v20M66 40a19 19 0 1 0 28 0" />
  <path d="M22 52h18M120 52h18" />`;

const cable = svg`
  <path class="cable" d="M6 52h34" /><rect class="part" x="40" y="37" width="34" height="30" rx="4" />
  <rect class="part" x="74" y="43" width="14" height="18" rx="1" /><path class="accent" d="M95 52h9M100 46l6 6-6 6" />
  <rect class="pcb" x="118" y="12" width="36" height="80" rx="5" /><rect class="part" x="112" y="40" width="16" height="24" rx="2" />`;

const wiring = svg`
  <rect class="part" x="14" y="24" width="40" height="60" rx="5" /><rect class="part" x="110" y="24" width="40" height="60" rx="5" />
  <path class="cable" d="M54 34h56M54 46h56M54 58h56" /><path class="accent" d="M54 72h56" /><text x="66" y="94" class="accent-text">VCC</text>
  <text x="22" y="18">ST-Link</text><text x="122" y="18">J2</text>`;

const bySteps: Readonly<Record<string, SVGTemplateResult>> = {
  'bring-back-in-dfu': dipSwitch('DFU'),
  'enter-dfu-by-hand': dipSwitch('DFU'),
  'find-bootloader': dipSwitch('DFU'),
  'switch-to-run': dipSwitch('RUN'),
  'bring-back-running': power,
  'power-cycle': power,
  'remove-dc-supply': power,
  'remove-dc-supply-if-old': power,
  'connect-board': cable,
  'check-wiring': wiring,
};

/** What a person does by hand, drawn. */
export function handPicture(step: string): TemplateResult {
  return picture('hand', [160, 104], bySteps[step] ?? cable);
}

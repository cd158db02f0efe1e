// What `odflash virtual --list` shows beside an option, in German.

import type { OptionFormTexts } from '../language.ts';

export const optionForms: OptionFormTexts = {
  given: {
    '12 hexadecimal digits': '12 Hexadezimalziffern',
    'a board such as v3.5-48V': 'ein Board wie v3.5-48V',
    'flags, decimal or 0x': 'Flags, dezimal oder mit 0x',
    'PATH:FLAGS, e.g. axis0.encoder.error:0x4': 'PFAD:FLAGS, z. B. axis0.encoder.error:0x4',
    'volts, 0 to 100': 'Volt, 0 bis 100',
    '1 to 100': '1 bis 100',
    '1 to 63': '1 bis 63',
    'sectors, such as 0:5-7': 'Sektoren, etwa 0:5-7',
    bytes: 'Bytes',
    status: 'Status',
    'factor 1 to 100': 'Faktor 1 bis 100',
    'percent, 0 to 100': 'Prozent, 0 bis 100',
    millivolts: 'Millivolt',
    milliseconds: 'Millisekunden',
    'a word such as 0x10016413': 'ein Wort wie 0x10016413',
  },
  byDefault: {
    'from the seed': 'aus seed',
    none: 'keine',
    never: 'nie',
    no: 'nein',
    '24 on boards for 24 V, 36 on others': '24 bei Boards für 24 V, sonst 36',
    '11 on boards for 24 V, 19 on others': '11 bei Boards für 24 V, sonst 19',
    '100 or 104': '100 oder 104',
    "the chip's own": 'das des Chips',
    'as the model has it': 'wie beim Modell',
    'what is wired': 'was verdrahtet ist',
  },
};

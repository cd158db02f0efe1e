// No answer is better than a wrong one: what other programs say, what other people ask, and noise.

import { explainText } from '@odflash/core/diagnosis';
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../../test/support/in-english.ts';
import { messagesOfOthers } from './messages-of-others.ts';

const found = (text: string) => explainText(text, causesOf).map(({ symptom }) => symptom.id);

describe('a message of another program', () => {
  it('is not a DFU status where it only names the field of one', () => {
    expect(found('assertion failed: status[1] == DfuState.DFU_DOWNLOAD_IDLE')).toEqual([]);
  });

  it.each(messagesOfOthers)('is not explained: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is not explained in a long terminal of others either, where no word of ours stands', () => {
    const others = messagesOfOthers.filter((text) => !/odrive|dfu|usb|stm32|github|firmware|flash|zadig/i.test(text));
    expect(others.length).toBeGreaterThan(200);
    expect(found(others.join('\n'))).toEqual([]);
  });

  it.each([
    'CERTIFICATE_VERIFY_FAILED',
    'HACKRF_ERROR_TIMEOUT',
    'MY_LIBUSB_ERROR_IO_COUNT',
    'VK_ERROR_DEVICE_LOST: connection_lost',
  ])('is not explained by a part of a name: %s', (text) => {
    expect(found(`${text} after 3 s`)).toEqual([]);
  });

  it.each(['Connection lost', '[Errno 5] Input/output error', 'Data read failed'])(
    'that ours say as well is explained beside words of flashing, and alone: %s',
    (text) => {
      expect(found(text)).not.toEqual([]);
      expect(found(`mosquitto 2.0 on port 1883\n${text}: broker`)).toEqual([]);
      expect(found(`STM32CubeProgrammer v2.17.0, USB speed: full\n${text}`)).not.toEqual([]);
    },
  );
});

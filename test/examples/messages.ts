// What a function of the library throws, as a sentence.
import { isFlasherError, readImage } from '@odflash/core';
import { speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';

const say = speaker(english);

try {
  readImage(new Uint8Array(0));
} catch (error) {
  if (isFlasherError(error)) console.log(error.code, '-', say(error.text));
}

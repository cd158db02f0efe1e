// A firmware file: what it is for, and the same bytes in another format.
import { readFile } from 'node:fs/promises';
import { readImage, writeImage } from '@odflash/core';
import { boardEvidence, sha256Hex } from '@odflash/core/image';
import { speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';

const image = readImage(await readFile('samples/built/odflash-sample-odrive-v3.6-56V.hex'));
const dfu = writeImage(image, 'dfuse');
const { board } = boardEvidence(image);
console.log(board && speaker(english)(board), sha256Hex(dfu).length);

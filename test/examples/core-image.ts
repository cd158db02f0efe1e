// A firmware file: what it is for, and the same bytes in another format.
import { readFile } from 'node:fs/promises';
import { readImage, writeImage } from '@odflash/core';
import { boardEvidence, sha256Hex } from '@odflash/core/image';

const image = readImage(await readFile('samples/built/odflash-sample-odrive-v3.6-56V.hex'));
const dfu = writeImage(image, 'dfuse');
console.log(boardEvidence(image).board, sha256Hex(dfu).length);

// Messages about firmware files.

export interface ImageMessages {
  'image.file-empty': undefined;
}

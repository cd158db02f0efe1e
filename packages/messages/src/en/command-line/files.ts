import type { FileMessages, FileStepMessages } from '../../command-line/files.ts';
import type { Texts } from '../../language.ts';

/** What the system's codes mean for a file; `%` stands for it. */
const systems: Readonly<Record<string, string>> = {
  ENOENT: '% does not exist.',
  ENOTDIR: '% is not reachable: a path component is not a folder.',
  EACCES: '% cannot be opened: permission denied.',
  EPERM: '% cannot be opened: permission denied.',
  EISDIR: '% is a folder.',
  ENOSPC: '% cannot be written: the disk is full.',
  EDQUOT: '% cannot be written: the disk quota is used up.',
  EFBIG: '% has reached the maximum file size.',
  EROFS: '% is on a read-only file system.',
  ENAMETOOLONG: '% has a file name that is too long.',
  ELOOP: '% cannot be opened: too many levels of symbolic links.',
  EMFILE: '% cannot be opened: too many open files.',
};

const kinds = { 'firmware file': 'a firmware file', trace: 'a trace', log: 'a log' } as const;

export const files: Texts<FileMessages & FileStepMessages> = {
  'file.folder': ({ path }) => `${path} is a folder.`,
  'file.pipe': ({ path }) => `${path} is a pipe.`,
  'file.standard-input': 'Standard input is not read.',
  'file.standard-output': 'standard output',
  'file.device': ({ path }) => `${path} is a device, not a file.`,
  'file.too-large': ({ path, bytes, kind }) =>
    `${path} is ${Math.round(bytes / 1024 / 1024)} MiB, too large for ${kinds[kind]}.`,
  'file.neither-file-nor-version': ({ path }) => `${path} is neither an existing file nor a version.`,
  'file.folder-unreadable': ({ path }) => `The folder ${path} cannot be read.`,
  'file.no-manifest': ({ path }) => `The folder ${path} contains no manifest.json of a mirror.`,
  'file.no-web-page': 'The web page is not part of this installation.',
  'file.content': ({ path, text }, say) => `${path}: ${say(text)}`,
  'file.template': ({ path, line, why }, say) => `${path}, line ${line}: ${say(why)}.`,

  'file.not-regular': ({ path }) => `${path} is not a regular file.`,
  'file.exists': ({ path }) => `${path} already exists.`,
  'file.log-unopenable': ({ path, reason }) => `The log file ${path} cannot be opened (${reason}).`,
  'file.web-address': ({ path }) => `${path} is a web address, not a file.`,
  'file.log-without-reader': ({ path }) => `The log file ${path} cannot be opened: it is a pipe without a reader.`,
  'file.trace-unopenable': ({ path, reason }) => `The trace file ${path} cannot be opened (${reason}).`,
  'file.not-a-trace': ({ path }) => `${path} already exists and is not a trace.`,
  'file.format-unknown': ({ path }) => `The ending of ${path} does not select a format.`,
  'file.output-lost': ({ system }) => `Standard output cannot be written (${system}).`,
  'file.system': ({ path, system, folder }) => {
    const subject = folder ? `The folder of ${path}` : path;
    return systems[system]?.replace('%', () => subject) ?? `${subject} cannot be used (${system}).`;
  },

  'file.name-of-device': ({ name }) => `Windows reserves the name ${name} for a device.`,
  'file.name-with-colon': ({ name }) => `Windows does not allow ":" in the file name ${name}.`,
  'file.name-cut': ({ name }) => `Windows does not keep the full stop or blank at the end of "${name}".`,

  'next.download-first': 'Download the file first, or use odflash update 0.5.6, which downloads the release.',
  'next.update-running':
    'Use odflash dfu FILE, which switches the board into DFU mode and keeps its configuration; or, on a v3.5 or later only, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle it.',
  'next.choose-saved': 'Choose an undo backup (.dfu), or a configuration that was saved as JSON.',
  'next.save-output-first': 'Save its output to a file first.',
  'next.redirect-output': 'Redirect standard output into a file or another program, or name a file.',
  'next.pass-kind': ({ kind }) => `Pass ${kinds[kind]}.`,
  'next.pass-file': 'Pass a file.',
  'next.choose-other-name': 'Choose another name.',
  'next.choose-other-name-or-force': 'Choose another name, or overwrite it with --force.',
  'next.use-ending': ({ endings }) => `Use one of these endings: ${endings.join(', ')}.`,
  'next.other-log-file': 'Pass another file with --log-file, or omit the option.',
  'next.other-trace-file': 'Pass another file with --trace, or omit the option.',
  'next.record-trace': 'Record a trace with --trace FILE, or pass another file.',
  'next.only-output-lost': 'The command itself completed; only its output was lost.',
  'next.make-room-for-samples': 'The samples until now are in the file. Free some space, or choose another disk.',
  'next.name-in-template': ({ names }) => `A template can name ${names.join(', ')}.`,
  'next.build-web-page': 'In a checkout, build it with npm run web.',
  'next.make-mirror': ({ path }, say) => `Make one with: odflash catalogue mirror ${say.word(path)}`,
  'next.check-path-or-pass-version':
    'Check the path, or pass a version such as 0.5.6; with neither, the newest release is used.',
};

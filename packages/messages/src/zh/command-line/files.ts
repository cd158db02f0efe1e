import type { FileMessages, FileStepMessages } from '../../command-line/files.ts';
import type { Texts } from '../../language.ts';
import { list, powerCycle, toDfu } from '../words.ts';

/** What the system's codes mean for a file; `%` stands for it. */
const systems: Readonly<Record<string, string>> = {
  ENOENT: '% 不存在。',
  ENOTDIR: '无法到达 %：路径的某一部分不是文件夹。',
  EACCES: '无法打开 %：没有权限。',
  EPERM: '无法打开 %：没有权限。',
  EISDIR: '% 是文件夹。',
  ENOSPC: '无法写入 %：磁盘已满。',
  EDQUOT: '无法写入 %：磁盘配额已用完。',
  EFBIG: '% 已达到文件大小上限。',
  EROFS: '% 位于只读文件系统上。',
  ENAMETOOLONG: '% 的文件名过长。',
  ELOOP: '无法打开 %：符号链接层数过多。',
  EMFILE: '无法打开 %：打开的文件过多。',
};

const kinds = { 'firmware file': '固件文件', trace: '跟踪文件', log: '日志文件' } as const;

export const files: Texts<FileMessages & FileStepMessages> = {
  'file.folder': ({ path }) => `${path} 是文件夹。`,
  'file.pipe': ({ path }) => `${path} 是管道。`,
  'file.standard-input': '不读取标准输入。',
  'file.standard-output': '标准输出',
  'file.device': ({ path }) => `${path} 是设备，不是文件。`,
  'file.too-large': ({ path, bytes, kind }) =>
    `${path} 有 ${Math.round(bytes / 1024 / 1024)} MiB，作为${kinds[kind]}过大。`,
  'file.neither-file-nor-version': ({ path }) => `${path} 既不是现有文件，也不是版本号。`,
  'file.folder-unreadable': ({ path }) => `无法读取文件夹 ${path}。`,
  'file.no-manifest': ({ path }) => `文件夹 ${path} 中没有镜像的 manifest.json。`,
  'file.no-web-page': '此安装不包含网页。',
  'file.content': ({ path, text }, say) => `${path}：${say(text)}`,
  'file.template': ({ path, line, why }, say) => `${path} 第 ${line} 行：${say(why)}。`,

  'file.not-regular': ({ path }) => `${path} 不是普通文件。`,
  'file.exists': ({ path }) => `${path} 已存在。`,
  'file.log-unopenable': ({ path, reason }) => `无法打开日志文件 ${path}（${reason}）。`,
  'file.web-address': ({ path }) => `${path} 是网址，不是文件。`,
  'file.log-without-reader': ({ path }) => `无法打开日志文件 ${path}：它是没有读取者的管道。`,
  'file.trace-unopenable': ({ path, reason }) => `无法打开跟踪文件 ${path}（${reason}）。`,
  'file.not-a-trace': ({ path }) => `${path} 已存在，且不是跟踪文件。`,
  'file.format-unknown': ({ path }) => `无法从 ${path} 的扩展名判断格式。`,
  'file.output-lost': ({ system }) => `无法写入标准输出（${system}）。`,
  'file.system': ({ path, system, folder }) => {
    const subject = folder ? `${path} 所在的文件夹` : path;
    return systems[system]?.replace('%', () => subject) ?? `无法使用 ${subject}（${system}）。`;
  },

  'file.name-of-device': ({ name }) => `Windows 把名称 ${name} 保留给设备。`,
  'file.name-with-colon': ({ name }) => `Windows 不允许文件名 ${name} 中有“:”。`,
  'file.name-cut': ({ name }) => `Windows 不保留“${name}”末尾的句点或空格。`,

  'next.download-first': '先下载该文件，或使用 odflash update 0.5.6，它会下载该版本。',
  'next.update-running': `使用 odflash dfu FILE，它会使控制板进入 DFU 模式并保留配置；或者，仅限 v3.5 及以上，${toDfu}，然后${powerCycle}。`,
  'next.choose-saved': '选择撤销备份（.dfu），或以 JSON 保存的配置。',
  'next.save-output-first': '先把其输出保存到文件。',
  'next.redirect-output': '请将标准输出重定向到文件或其他程序，或者指定文件名。',
  'next.pass-kind': ({ kind }) => `请指定${kinds[kind]}。`,
  'next.pass-file': '请指定文件。',
  'next.choose-other-name': '选择其他名称。',
  'next.choose-other-name-or-force': '选择其他名称，或用 --force 覆盖。',
  'next.use-ending': ({ endings }) => `使用以下扩展名之一：${list(endings)}。`,
  'next.other-log-file': '用 --log-file 指定其他文件，或省略该选项。',
  'next.other-trace-file': '用 --trace 指定其他文件，或省略该选项。',
  'next.record-trace': '用 --trace FILE 记录跟踪，或指定其他文件。',
  'next.only-output-lost': '命令本身已完成；只是丢失了其输出。',
  'next.make-room-for-samples': '到目前为止的采样已在文件中。请释放空间，或选择其他磁盘。',
  'next.name-in-template': ({ names }) => `模板可以使用的名称：${list(names)}。`,
  'next.build-web-page': '在源码目录中，用 npm run web 构建它。',
  'next.make-mirror': ({ path }, say) => `创建方法：odflash catalogue mirror ${say.word(path)}`,
  'next.check-path-or-pass-version': '检查路径，或指定一个版本号，例如 0.5.6；两者都不指定时，使用最新的发行版本。',
};

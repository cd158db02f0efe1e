import type { ReleaseListMessages } from '../../command-line/releases.ts';
import type { Texts } from '../../language.ts';

const digests = {
  publisher: '已发布 SHA-256',
  mirror: '镜像清单中有 SHA-256',
  'not-verified': '没有发布 SHA-256',
} as const;

const outcomes = { added: '新增', kept: '已有' } as const;

export const releases: Texts<ReleaseListMessages> = {
  'releases.files': ({ count, place }) => `${place} 有 ${count} 个文件`,
  'releases.digest': ({ from }) => digests[from],
  'releases.mirror': ({ folder, files, added }) => `${folder}：${files} 个文件，其中 ${added} 个是新的。`,
  'releases.use-mirror': ({ folder }, say) => `使用方法：odflash update --release-url ${say.word(folder)}`,
  'releases.mirrored': ({ outcome }) => outcomes[outcome],
  'releases.skipped': ({ why }, say) => `已跳过：${say(why)}`,
};

import type { ReleaseMessages, ServerTrouble } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { list } from './words.ts';

const anotherWay = '或指定固件文件，或用 --release-url 指定镜像。';

const troubles: Readonly<Record<ServerTrouble, string>> = {
  'certificate-date': '出示的 TLS 证书今天无效',
  'not-found': '无法找到：没有网络，或没有域名解析',
  unreachable: '从本机无法到达',
  'refuses-connections': '拒绝连接',
  'timed-out': '未及时应答',
  'no-http': '不使用 HTTP',
  'no-https': '不使用 HTTPS：应答的是代理或登录页面',
  'certificate-untrusted': '出示了不受信任的 TLS 证书（登录门户，或检查 TLS 的代理？）',
  'bad-redirects': '重定向到无法访问的地址',
};

const places = {
  'no-address': '不是地址',
  'no-http-or-folder': '既不是 HTTP 地址，也不是文件夹',
  'has-credentials': '含有用户名或密码',
  'other-machine': '指向另一台计算机',
} as const;

const uses = { read: '读取', written: '写入' } as const;

export const release: Texts<ReleaseMessages> = {
  'list.not-json': '被截断，或不是 JSON',
  'list.not-a-list': '不是列表',
  'list.not-a-manifest': '不是镜像清单',
  'list.newer-manifest': '该镜像由更新版本的 odflash 创建',
  'list.no-files': '清单中没有列出文件',
  'list.file-invalid': ({ number }) => `清单的第 ${number} 个文件无效`,
  'list.release-invalid': ({ number }) => `列表的第 ${number} 个发行版本无效`,

  'download.size': ({ bytes, listed }) => `有 ${bytes} 字节，而所列为 ${listed} 字节`,
  'download.digest': '与所列的 SHA-256 不符',
  'download.contradiction': ({ contradiction }, say) => `不是所列的固件。${say(contradiction)}`,
  'download.other-product': ({ product }, say) => `是另一种产品的固件：${say(product)}`,
  'download.other-generation': ({ generation }) => `是 ${generation} 系列的固件`,
  'download.no-firmware': ({ cause }, say) => `不是有效的固件文件。${say(cause)}`,
  'download.replaced': '与其首次下载不同',

  'release.none-found': ({ boards, place }) => `在 ${place} 未找到${boards ? `适用于 ${list(boards)} 的` : ''}固件。`,
  'release.not-found': ({ name, version, place }) => `在 ${place} 未找到固件 ${version} 的 ${name}。`,
  'release.listed-but-missing': ({ name, version, cause }, say) => `${version} 的 ${name} 已列出但缺失。${say(cause)}`,
  'release.file-differs': ({ name, version, how }, say) => `${version} 的 ${name} ${say(how)}`,
  'release.not-cached': ({ host }) => `不在 ${host} 的下载缓存中，而 --offline 禁止访问网络。`,
  'release.list-invalid': ({ why }, say) => `发行版本列表无效：${say(why)}。`,
  'release.no-mirror': ({ cause }, say) => `未找到镜像：${say(cause)}`,
  'release.mirror-not-writable': ({ folder, system }) => `无法写入 ${folder} 中的镜像（${system}）`,
  'release.file-absent': ({ path }) => `${path} 不存在。`,
  'release.page-part-missing': '无法加载此页面的一部分。',
  'release.file-unreadable': ({ path, system }) => `无法读取 ${path}（${system}）`,
  'release.too-large': ({ what, bytes }) => `${what} 超过 ${bytes / 1024 / 1024} MiB，即此请求的上限。`,
  'release.place-invalid': ({ place, why }) => `--release-url ${place} ${places[why]}`,

  'release.cache-unusable': ({ use, cause }, say) => `无法${uses[use]}下载缓存：${say(cause)}`,
  'release.cached-file-damaged': ({ location }) => `${location} 已损坏，将被忽略。`,

  'server.trouble': ({ host, trouble, detail, today }) =>
    trouble === undefined
      ? `无法连接 ${host}（${detail}）。`
      : `${host} ${troubles[trouble]}。${today === undefined ? '' : `本机的时钟为 ${today}。`}`,
  'server.insecure-redirect': ({ host, to }) => `${host} 重定向到不安全的地址（${to}）。`,
  'server.silent': ({ host }) => `${host} 未及时应答。`,
  'server.web-page': ({ host }) => `${host} 应答了一个网页，很可能是此网络的登录页面。`,
  'server.rate-limit': ({ host, until }) =>
    `${host} ${until === undefined ? '暂时' : `在 ${until} UTC 之前`}不再接受来自此网络的请求：超出请求限额。`,
  'server.answered': ({ host, status }) => `${host} ${answered(status)}（HTTP ${status}）。`,
  'server.retrying': ({ failure }, say) => `${say(failure)}正在重试。`,

  'next.wait-for-rate-limit': '等到那时，或使用 --offline（已缓存的下载）、--release-url（镜像）或固件文件。',
  'next.open-address-in-browser': `在浏览器中打开该地址：网络可能要求登录。${anotherWay}`,
  'next.sign-in-to-network': `在本机的浏览器中打开任意页面并登录网络。${anotherWay}`,
  'next.set-clock': '检查本机的日期和时间，然后再次运行同一命令。',
  'next.pass-certificate': `登录网络，或用 NODE_EXTRA_CA_CERTS=FILE 将您公司的证书提供给 Node。${anotherWay}`,
  'next.check-address': `检查地址。${anotherWay}`,
  'next.run-without-offline': `不带 --offline 运行一次。${anotherWay}`,
  'next.pass-mirror': '指定由 odflash catalogue mirror 创建的文件夹，或其 manifest.json 的地址。',
  'next.ask-publisher': '询问发布者文件是否被替换过。在此之前请烧录您已有的文件：指定其路径而不是版本。',
  'next.list-repository':
    '用 odflash catalogue --release-url https://github.com/odriverobotics/ODrive 列出可用的文件，或指定固件文件。',
  'next.pass-place-of-releases':
    '指定镜像（https://…、文件夹），或 GitHub 形式的发行版本列表（https://api.github.com/repos/OWNER/NAME/releases）。',
};

function answered(status: number): string {
  if (status === 404 || status === 410) return '在该地址没有找到任何内容';
  if (status >= 500 || status === 408) return '报告了服务器错误';
  return status < 400 ? '发送了意外的应答' : '拒绝了请求';
}

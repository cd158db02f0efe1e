import type { TemplateMessages } from '../../command-line/template.ts';
import type { Texts } from '../../language.ts';

export const template: Texts<TemplateMessages> = {
  'template.ends-nothing': ({ tag }) => `{% ${tag} %} 没有可结束的内容`,
  'template.unknown-tag': ({ tag }) => `{% ${tag} %} 是未知的标签`,
  'template.unclosed': ({ tag, end }) => `{% ${tag} %} 缺少 {% ${end} %}`,
  'template.invalid-expression': ({ text }) => `“${text}”不是有效的表达式`,
  'template.unknown-name': ({ name }) => `${name} 是未知的名称`,
  'template.unknown-filter': ({ name }) => `${name} 是未知的过滤器`,
  'template.not-a-list': ({ name }) => `${name} 不是列表`,
  'template.not-a-text': ({ name }) => `${name} 不是文本`,
};

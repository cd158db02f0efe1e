import type { TemplateMessages } from '../../command-line/template.ts';
import type { Texts } from '../../language.ts';

export const template: Texts<TemplateMessages> = {
  'template.ends-nothing': ({ tag }) => `{% ${tag} %} ends nothing`,
  'template.unknown-tag': ({ tag }) => `{% ${tag} %} is not a known tag`,
  'template.unclosed': ({ tag, end }) => `{% ${tag} %} has no {% ${end} %}`,
  'template.invalid-expression': ({ text }) => `"${text}" is not a valid expression`,
  'template.unknown-name': ({ name }) => `${name} is not a known name`,
  'template.unknown-filter': ({ name }) => `${name} is not a known filter`,
  'template.not-a-list': ({ name }) => `${name} is not a list`,
  'template.not-a-text': ({ name }) => `${name} is not a text`,
};

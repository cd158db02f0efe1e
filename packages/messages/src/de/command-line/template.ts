import type { TemplateMessages } from '../../command-line/template.ts';
import type { Texts } from '../../language.ts';

export const template: Texts<TemplateMessages> = {
  'template.ends-nothing': ({ tag }) => `{% ${tag} %} beendet nichts`,
  'template.unknown-tag': ({ tag }) => `{% ${tag} %} ist kein bekanntes Tag`,
  'template.unclosed': ({ tag, end }) => `zu {% ${tag} %} fehlt {% ${end} %}`,
  'template.invalid-expression': ({ text }) => `„${text}“ ist kein gültiger Ausdruck`,
  'template.unknown-name': ({ name }) => `${name} ist kein bekannter Name`,
  'template.unknown-filter': ({ name }) => `${name} ist kein bekannter Filter`,
  'template.not-a-list': ({ name }) => `${name} ist keine Liste`,
  'template.not-a-text': ({ name }) => `${name} ist kein Text`,
};

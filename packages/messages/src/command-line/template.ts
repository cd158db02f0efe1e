// Messages about templates of generate-code: why one cannot be filled in, as a part of a sentence. Tags are without their brackets.

interface OfTag {
  readonly tag: string;
}

interface OfName {
  readonly name: string;
}

export interface TemplateMessages {
  'template.ends-nothing': OfTag;
  'template.unknown-tag': OfTag;
  'template.unclosed': OfTag & { readonly end: string };
  'template.invalid-expression': { readonly text: string };
  'template.unknown-name': OfName;
  'template.unknown-filter': OfName;
  'template.not-a-list': OfName;
  'template.not-a-text': OfName;
}

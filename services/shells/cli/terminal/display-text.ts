/** Colour codes of services are dropped whole: they say nothing once the text is coloured by us. */
// oxlint reads a literal ESC in a pattern as a mistake, so these are built from code points.
const escape = String.fromCodePoint(0x1b);
const selectGraphicRendition = new RegExp(`${escape}\\[[0-9;:]*m`, 'gu');

/**
 * C0 (but tab), DEL, C1, line and paragraph separators, direction overrides, zero-width and tag characters:
 * everything that moves the cursor, talks to the terminal, or makes text look like other text.
 */
const unsafe = /[^\P{Cc}\t]|[\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const plain = /^[\x20-\x7E\t]*$/;

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/** Text of a service as one harmless line: what a terminal would act on is written out as `\x1b`, `\u{202e}` … */
export function displayText(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(selectGraphicRendition, '').replace(/\r$/, '').replaceAll(unsafe, visible);
}

/** The same, over several lines. */
export function displayLines(text: string): string[] {
  return text.split('\n').map(displayText);
}

/** Colours and cursor movements of terminals: nothing to read. */
// oxlint rules forbid control characters in patterns written out; these are made from their numbers.
const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const sequences = new RegExp(`${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)|[@-Z\\\\-_])`, 'g');

const hidden = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\uFEFF]/gu;

/** `␀` … `␟` for control characters, `‹U+202E›` for what would turn the text around or hide. */
function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\t') return '\t';
  if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
  return code === 0x7f ? '␡' : `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** Text of a service as it can be shown: it says all that is in it, and does nothing. */
export function visibleText(text: string): string {
  return text.replace(sequences, '').replace(hidden, shown);
}

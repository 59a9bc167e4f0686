/** Colours and cursor movements of terminals: nothing to read. */
// oxlint rules forbid control characters in patterns written out; these are made from their numbers.
const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const sequences = new RegExp(`${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)|[@-Z\\\\-_])`, 'g');

/** Also what has no width; a joiner only where it joins nothing: in an emoji or a word of a script that needs it, it is part of what is read. */
const joining = String.raw`\p{Script=Arabic}\p{Script=Bengali}\p{Script=Devanagari}\p{Script=Gujarati}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}`;
const joiner = String.raw`(?<![${joining}])\u200C|\u200C(?![${joining}])|(?<![${joining}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|\u200D(?![${joining}\p{Extended_Pictographic}])`;
const hidden = new RegExp(String.raw`[\p{Cc}\p{Bidi_Control}\u00AD\u115F\u1160\u180E\u200B\u2028\u2029\u2060-\u2064\u3164\uFEFF\uFFA0]|${joiner}`, 'gu');

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

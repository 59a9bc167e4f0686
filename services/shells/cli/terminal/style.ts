const codes = { orange: '38;5;208', bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, gray: 90, brightGreen: 92, brightYellow: 93, brightBlue: 94, brightMagenta: 95, brightCyan: 96 } as const;

export type Colour = keyof typeof codes;
/** Text in, text out; plain where colours are off. */
export type Paint = (colour: Colour, text: string) => string;

type Environment = Readonly<Record<string, string | undefined>>;

/** FORCE_COLOR wins over NO_COLOR, and both over what the stream is. */
export function wantsColour(stream: { readonly isTTY?: boolean }, environment: Environment): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb') return false;
  return stream.isTTY === true;
}

export function paintFor(stream: { readonly isTTY?: boolean }, environment: Environment): Paint {
  if (!wantsColour(stream, environment)) return (_, text) => text;
  return (colour, text) => (text === '' ? '' : `\u001B[${codes[colour]}m${text}\u001B[0m`);
}

const palette: readonly Colour[] = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'brightCyan', 'brightYellow', 'brightGreen', 'brightMagenta', 'brightBlue'];

/** A service keeps its colour from run to run: it follows from the name alone. */
export function colourOf(service: string): Colour {
  let hash = 0;
  for (const character of service) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return palette[hash % palette.length] ?? 'cyan';
}

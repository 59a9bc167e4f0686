import type { ITheme } from '@xterm/xterm';

type Ansi = Required<Pick<ITheme, 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white' | 'brightBlack' | 'brightRed' | 'brightGreen' | 'brightYellow' | 'brightBlue' | 'brightMagenta' | 'brightCyan' | 'brightWhite'>>;

/** The sixteen colours that programs name; each is readable on the ground of its scheme. They are no states, so they are not in tokens.css. */
const ansi: Readonly<Record<'light' | 'dark', Ansi>> = {
  light: { black: '#1a1c21', red: '#b3261e', green: '#1a6b3c', yellow: '#7a5200', blue: '#0a58b0', magenta: '#8a2f9b', cyan: '#0b6673', white: '#5b606b', brightBlack: '#5b606b', brightRed: '#c0272d', brightGreen: '#17734a', brightYellow: '#855800', brightBlue: '#0a62bf', brightMagenta: '#9a3bab', brightCyan: '#0e7281', brightWhite: '#2c2f36' },
  dark: { black: '#6c717c', red: '#ff7b7f', green: '#4cc38a', yellow: '#e3b341', blue: '#6fb7ff', magenta: '#d39bf5', cyan: '#5ccfe0', white: '#c3c6cd', brightBlack: '#9ba0ab', brightRed: '#ff9ea1', brightGreen: '#7ad9a9', brightYellow: '#f0cc73', brightBlue: '#9bccff', brightMagenta: '#e2bdf9', brightCyan: '#8ce0ec', brightWhite: '#ffffff' },
};

/** Ground and text as the page has them now. */
export function terminalTheme(scheme: 'light' | 'dark'): ITheme {
  const page = getComputedStyle(document.documentElement);
  const token = (name: string): string => page.getPropertyValue(name).trim();
  return { ...ansi[scheme], background: token('--surface'), foreground: token('--text'), cursor: token('--accent-text'), cursorAccent: token('--surface'), selectionBackground: token('--chosen') };
}

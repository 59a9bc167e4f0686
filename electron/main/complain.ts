/** For whoever started the app in a terminal; what a person must know is shown in the window instead. */
export function complain(words: string): void {
  process.stderr.write(`stackyard: ${words}\n`);
}

/** Reads nginx's own grammar: words, quoted words, `;` and braces. Throws where the file is not whole. Text of `map` and the like counts as no directive. */
export function parseNginx(text: string): { readonly servers: number; readonly directives: readonly string[] } {
  const plain = new Set(['map', 'split_clients']);
  const blocks: string[] = [];
  const directives: string[] = [];
  let servers = 0;
  let words: string[] = [];
  for (const [token] of text.matchAll(/#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[;{}]|(?:\$\{\{[^}]*\}\}|[^\s;{}"'#]|(?<=\S)["'#])+/g)) {
    if (token.startsWith('#')) continue;
    if (token === '}') {
      if (blocks.pop() === undefined || words.length > 0) throw new Error(`unexpected }: ${words.join(' ')}`);
    } else if (token === ';' || token === '{') {
      const [directive] = words;
      if (directive === undefined) throw new Error(`${token} without a directive`);
      if (!plain.has(blocks.at(-1) ?? '')) directives.push(directive);
      if (token === '{') blocks.push(directive);
      if (token === '{' && directive === 'server') servers += 1;
      words = [];
    } else words.push(token);
  }
  if (blocks.length > 0 || words.length > 0) throw new Error('the file ends in the middle');
  return { servers, directives };
}

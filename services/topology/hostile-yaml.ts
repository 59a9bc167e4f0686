import { Lexer } from 'yaml';

export interface HostileShape {
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

/** A stack of 200 services needs some 20,000. Measured: 100,000 broken tokens still parse within a second. */
const tokensOfStack = 100_000;
export const depthAtMost = 60;

/** Zero-width marks of the lexer: start of a document, end of a flow, start of a scalar. */
const marks = new Set(['\u0002', '\u0018', '\u001F']);

/**
 * Refuses text that would make the parser slow or deep, before it is parsed. The lexer is linear and does not recurse;
 * the composer recurses per level and collects an error per token.
 */
export function findHostileShape(text: string, tokensAtMost = tokensOfStack): HostileShape | undefined {
  let tokens = 0;
  let flowDepth = 0;
  let indicators = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (marks.has(token)) {
      if (token === '\u001F') indicators = 0;
      continue;
    }
    if (token === '[' || token === '{') flowDepth += 1;
    if (token === ']' || token === '}') flowDepth = Math.max(0, flowDepth - 1);
    if (token === '-' || token === '?') indicators += 1;
    if (token.includes('\n')) indicators = 0;
    if (flowDepth > depthAtMost || indicators > depthAtMost) {
      return { message: `The file is nested more than ${depthAtMost} levels deep.`, hint: 'A stack needs about 6 levels.', offset };
    }
    if (tokens > tokensAtMost) {
      return { message: `The file holds more than ${tokensAtMost.toLocaleString('en')} YAML tokens.`, hint: 'Split the stack, or remove generated parts.', offset };
    }
    offset += token.length;
  }
  return undefined;
}

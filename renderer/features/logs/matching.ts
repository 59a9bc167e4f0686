/** What to look for in texts. */
export interface TextFilter {
  readonly text: string;
  /** A JavaScript regular expression instead of plain words; case counts only where `matchCase` is set. */
  readonly isExpression: boolean;
  readonly matchCase: boolean;
}

/** Throws SyntaxError, with the engine's words, for what is no regular expression. */
export function matcherOf({ text, isExpression, matchCase }: TextFilter): (line: string) => boolean {
  if (isExpression) {
    const expression = new RegExp(text, matchCase ? '' : 'i');
    return (line) => expression.test(line);
  }
  if (matchCase) return (line) => line.includes(text);
  // Folding each line costs as much again as the search; an escaped expression does both at once.
  const expression = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return (line) => expression.test(line);
}

export interface MatchRequest {
  readonly id: number;
  readonly filter: TextFilter;
  readonly texts: readonly string[];
}

/** `begun` comes before what may take long: whoever waits then knows that somebody is at it. */
export type MatchResponse = { readonly id: number; readonly begun: true } | MatchOutcome;

type MatchOutcome = { readonly id: number; readonly matches: Uint32Array } | { readonly id: number; readonly failure: string };

/** What a worker does with a request. */
export function answerMatch(request: MatchRequest, send: (response: MatchResponse) => void): void {
  send({ id: request.id, begun: true });
  send(matchTexts(request));
}

/** Indexes of the texts that match. */
export function matchTexts({ id, filter, texts }: MatchRequest): MatchOutcome {
  try {
    const matches = matcherOf(filter);
    return { id, matches: Uint32Array.from(texts.flatMap((text, index) => (matches(text) ? [index] : []))) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

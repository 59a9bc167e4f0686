import { pageHeaders } from '../../contract/page-answers.ts';

/** On every answer: those of the pages, and those that only mean something between origins of the web. */
export function securityHeaders(port: number): Readonly<Record<string, string>> {
  return { ...pageHeaders([`ws://127.0.0.1:${port}`]), 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' };
}

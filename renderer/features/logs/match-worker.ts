/// <reference lib="webworker" />
import { answerMatch, type MatchRequest } from './matching.ts';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<MatchRequest>) => {
  answerMatch(data, (response) => self.postMessage(response, []));
});

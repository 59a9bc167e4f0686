/// <reference lib="webworker" />
import { matchTexts, type MatchRequest } from './matching.ts';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<MatchRequest>) => {
  self.postMessage(matchTexts(data), []);
});

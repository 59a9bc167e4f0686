import { toWireError } from '../../contract/connect/failures.ts';
import { toErrorDocument } from '../../contract/errors.ts';
import { createAttachments, serveMessagePort, type Answer } from '../transports/index.ts';
import type { ServedPort } from '../transports/message-port.ts';

/** Long enough for what a page asks at once, short enough for another try soon after the cause was removed. */
const openMilliseconds = 2_000;

/** Answers whatever is asked through a port with the reason why there is no core behind it; then closes it, so that another one is asked for. */
export function refusePort(port: ServedPort, reason: unknown, log: (message: string) => void): void {
  const refused = { status: 500, headers: {}, body: { json: toWireError(toErrorDocument(reason).error).toJSON() } };
  const answer: Answer = () => Promise.resolve(refused);
  serveMessagePort(port, { answer, attachments: createAttachments(() => undefined), log });
  setTimeout(() => port.close?.(), openMilliseconds);
}

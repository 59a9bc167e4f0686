export { createAnswer, type Answer } from './answer.ts';
export { createAttachments, type Attachments } from './attachments.ts';
export { type TransportOptions } from './conversation.ts';
export { connectLocally } from './local-channel.ts';
export { serveMessagePort } from './message-port.ts';
export { coreSocketPath } from './socket-path.ts';
export { serveUnixSocket } from './unix-socket.ts';

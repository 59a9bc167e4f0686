// A worker that answers `core.info` over a message port: what lies between a window and the core's process, without the core's work.
import { workerData, type MessagePort } from 'node:worker_threads';
import type { CoreHost } from '../../services/core/router/host.ts';
import { procedures } from '../../services/core/router/procedures.ts';
import { createAnswer, createAttachments, serveMessagePort } from '../../services/core/transports/index.ts';

const info = { version: '0', protocol: 1, pid: process.pid, startedAt: new Date().toISOString(), notices: [] };
const answer = createAnswer({ core: { info: procedures.core.info.handler(() => info) } }, {} as CoreHost);
serveMessagePort((workerData as { readonly port: MessagePort }).port, { answer, attachments: createAttachments(() => undefined), log: () => undefined });

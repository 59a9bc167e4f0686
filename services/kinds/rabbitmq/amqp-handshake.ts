import { converse, type Address, type Conversation } from '../conversation.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
}

const FRAME_END = 0xce;
const connection = { id: 10, start: 10, startOk: 11, tune: 30, tuneOk: 31, open: 40, openOk: 41, close: 50, closeOk: 51 } as const;
const channel = { id: 20, open: 10, openOk: 11, close: 40, closeOk: 41 } as const;

/** AMQP 0-9-1 from the protocol header to `connection.open-ok`: proves listener, credentials and virtual host. */
export async function logIn({ say, hear }: Conversation, { user, password, vhost }: Credentials): Promise<void> {
  const expect = async (methodId: number): Promise<Buffer> => expectMethod(await hear(frame), connection.id, methodId);
  const tell = (methodId: number, body: Buffer): void => say(methodFrame({ classId: connection.id, methodId, body }));
  say(Buffer.from('AMQP\0\0\u0009\u0001', 'latin1'));
  await expect(connection.start);
  tell(connection.startOk, Buffer.concat([clientProperties, shortString('PLAIN'), longString(`\0${user}\0${password}`), shortString('en_US')]));
  const tune = await expect(connection.tune);
  // The server's own limits, and no heartbeat: who asks looks for itself.
  tell(connection.tuneOk, Buffer.concat([tune.subarray(0, 6), Buffer.from([0, 0])]));
  tell(connection.open, Buffer.concat([shortString(vhost), shortString(''), Buffer.from([0])]));
  await expect(connection.openOk);
}

/** Logs in and takes leave, as the broker wants it: without `connection.close` it would write a warning. */
export async function shakeHands(address: Address, credentials: Credentials, signal: AbortSignal): Promise<void> {
  await converse(address, signal, async (conversation) => {
    await logIn(conversation, credentials);
    conversation.say(methodFrame({ classId: connection.id, methodId: connection.close, body: leave }));
    expectMethod(await conversation.hear(frame), connection.id, connection.closeOk);
  });
}

/** Opens and closes a channel on a connection that is logged in: proves that the broker still answers, and is not worth a line in its log. */
export async function askAgain({ say, hear }: Conversation): Promise<void> {
  say(methodFrame({ channel: 1, classId: channel.id, methodId: channel.open, body: shortString('') }));
  expectMethod(await hear(frame), channel.id, channel.openOk);
  say(methodFrame({ channel: 1, classId: channel.id, methodId: channel.close, body: leave }));
  expectMethod(await hear(frame), channel.id, channel.closeOk);
}

interface Method {
  readonly classId: number;
  readonly methodId: number;
  readonly body: Buffer;
}

function frame(received: Buffer): { readonly answer: Method; readonly taken: number } | undefined {
  // A server of another AMQP version answers with its own protocol header and closes.
  if (received.length >= 4 && received.toString('latin1', 0, 4) === 'AMQP') throw new Error('the broker speaks another version of AMQP');
  if (received.length > 0 && received[0] !== 1) throw new Error('the answer is not of the AMQP protocol');
  if (received.length < 7) return undefined;
  const size = received.readUInt32BE(3);
  if (received.length < size + 8) return undefined;
  if (received[size + 7] !== FRAME_END || size < 4) throw new Error('the answer is not of the AMQP protocol');
  const answer = { classId: received.readUInt16BE(7), methodId: received.readUInt16BE(9), body: received.subarray(11, size + 7) };
  return { answer, taken: size + 8 };
}

function expectMethod({ classId, methodId, body }: Method, wantedClass: number, wantedMethod: number): Buffer {
  if (classId === wantedClass && methodId === wantedMethod) return body;
  if (classId === connection.id && methodId === connection.close) {
    const length = body[2] ?? 0;
    throw new Error(body.toString('utf8', 3, 3 + length));
  }
  throw new Error(`the broker answered with method ${classId}.${methodId} instead of ${wantedClass}.${wantedMethod}`);
}

function methodFrame({ channel: number = 0, classId, methodId, body }: Method & { readonly channel?: number }): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(1, 0);
  head.writeUInt16BE(number, 1);
  head.writeUInt32BE(body.length + 4, 3);
  head.writeUInt16BE(classId, 7);
  head.writeUInt16BE(methodId, 9);
  return Buffer.concat([head, body, Buffer.from([FRAME_END])]);
}

function shortString(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function longString(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Without this capability the broker only closes the connection after a wrong password, and that late. The name is what its connections list shows. */
const clientProperties = longString(
  Buffer.concat([table('capabilities', 'F', longString(table('authentication_failure_close', 't', Buffer.from([1])))), table('connection_name', 'S', longString('stackyard: is it ready'))]),
);
/** Reply code 200, a word, and no method that failed. */
const leave = Buffer.concat([Buffer.from([0, 200]), shortString('bye'), Buffer.from([0, 0, 0, 0])]);

function table(key: string, type: string, value: Buffer): Buffer {
  return Buffer.concat([shortString(key), Buffer.from(type), value]);
}

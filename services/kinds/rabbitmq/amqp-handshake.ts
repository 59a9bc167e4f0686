import { converse, type Address } from '../conversation.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
}

const FRAME_END = 0xce;
const CONNECTION = 10;
const method = { start: 10, startOk: 11, secure: 20, tune: 30, tuneOk: 31, open: 40, openOk: 41, close: 50, closeOk: 51 } as const;

/** AMQP 0-9-1 from the protocol header to `connection.open-ok`: proves listener, credentials and virtual host. */
export async function shakeHands(address: Address, { user, password, vhost }: Credentials, signal: AbortSignal): Promise<void> {
  await converse(address, signal, async ({ say, hear }) => {
    say(Buffer.from('AMQP\0\0\u0009\u0001', 'latin1'));
    expectMethod(await hear(frame), method.start);
    say(methodFrame(method.startOk, Buffer.concat([clientProperties, shortString('PLAIN'), longString(`\0${user}\0${password}`), shortString('en_US')])));
    const tune = expectMethod(await hear(frame), method.tune);
    // The server's own limits, and no heartbeat: the connection lives for milliseconds.
    say(methodFrame(method.tuneOk, Buffer.concat([tune.subarray(0, 6), Buffer.from([0, 0])])));
    say(methodFrame(method.open, Buffer.concat([shortString(vhost), shortString(''), Buffer.from([0])])));
    expectMethod(await hear(frame), method.openOk);
    say(methodFrame(method.close, Buffer.concat([Buffer.from([0, 200]), shortString('bye'), Buffer.from([0, 0, 0, 0])])));
    expectMethod(await hear(frame), method.closeOk);
  });
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

function expectMethod({ classId, methodId, body }: Method, wanted: number): Buffer {
  if (classId === CONNECTION && methodId === wanted) return body;
  if (classId === CONNECTION && methodId === method.close) {
    const length = body[2] ?? 0;
    throw new Error(body.toString('utf8', 3, 3 + length));
  }
  throw new Error(`the broker answered with method ${classId}.${methodId} instead of ${CONNECTION}.${wanted}`);
}

function methodFrame(methodId: number, body: Buffer): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(1, 0);
  head.writeUInt32BE(body.length + 4, 3);
  head.writeUInt16BE(CONNECTION, 7);
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

/** Without this capability the broker only closes the connection after a wrong password, and that late. */
const clientProperties = longString(table('capabilities', 'F', longString(table('authentication_failure_close', 't', Buffer.from([1])))));

function table(key: string, type: string, value: Buffer): Buffer {
  return Buffer.concat([shortString(key), Buffer.from(type), value]);
}

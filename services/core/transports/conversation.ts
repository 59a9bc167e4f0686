import { decodeRequestMessage, encodeResponseMessage, experimental_ServerPeerWithoutCodec as ServerPeer, type DecodedRequestMessage, type EncodedMessage } from '@orpc/standard-server-peer';
import type { Answer } from './answer.ts';
import type { Attachments } from './attachments.ts';

/** What every transport is given. */
export interface TransportOptions {
  readonly answer: Answer;
  readonly attachments: Attachments;
  /** For defects and garbage; without what was in the messages. */
  readonly log: (message: string) => void;
}

export interface Wire {
  /** Resolves when the next message may be sent: a stream makes its next item only then. */
  readonly send: (message: EncodedMessage) => void | Promise<void>;
  /** Ends the connection because of what came through it. */
  readonly cut: () => void;
}

export interface Conversation {
  receive(message: EncodedMessage): void;
  /** The other side is gone: aborts the signal of every handler. */
  end(): void;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Requests, answers and streams over one connection. */
export function converse(wire: Wire, { answer, attachments, log }: TransportOptions): Conversation {
  const peer = new ServerPeer(async ([id, type, payload]) => wire.send(await encodeResponseMessage(id, type, payload)));
  const detach = attachments.attach();
  let ended = false;
  const receive = async (raw: EncodedMessage): Promise<void> => {
    let message: DecodedRequestMessage;
    try {
      message = await decodeRequestMessage(raw);
    } catch (error) {
      log(`a connection was cut: what came through it is not a request (${wordsOf(error).slice(0, 80)})`);
      wire.cut();
      return;
    }
    try {
      await peer.message(message, answer);
    } catch (error) {
      // A reader that left in the middle of an answer is no defect.
      if (!ended) log(`an answer could not be given: ${wordsOf(error)}`);
    }
  };
  return {
    receive: (message) => void receive(message),
    end() {
      if (ended) return;
      ended = true;
      peer.close();
      detach();
    },
  };
}

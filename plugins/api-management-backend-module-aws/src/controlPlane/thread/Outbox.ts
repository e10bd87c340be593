/** Gathers what one turn of the event loop has to send, because a message between threads costs more than its parts. */
export class Outbox<Message> {
  readonly #send: (messages: Message[]) => void;
  #messages: Message[] = [];

  constructor(send: (messages: Message[]) => void) {
    this.#send = send;
  }

  add(message: Message) {
    this.#messages.push(message);
    if (this.#messages.length === 1) {
      setImmediate(() => this.#flush());
    }
  }

  #flush() {
    const messages = this.#messages;
    this.#messages = [];
    this.#send(messages);
  }
}

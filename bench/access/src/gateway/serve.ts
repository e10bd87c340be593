/** What a process of the bench does after its first message. */
export interface Service {
  answer(message: any): Promise<object>;
  close(): Promise<void>;
}

/** Opens with the first message, answers each, and closes on SIGTERM. */
export function serve(open: (options: any) => Promise<Service>): void {
  let service: Service | undefined;
  const handle = async (message: unknown): Promise<object> => {
    if (service) {
      return service.answer(message);
    }
    service = await open(message);
    return {};
  };
  process.on('message', async message => {
    process.send!({ answer: await handle(message) });
  });
  process.once('SIGTERM', async () => {
    await service?.close();
    process.exit();
  });
  // An orphan would hold its port.
  process.once('disconnect', () => process.exit());
}

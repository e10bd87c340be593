import { ConflictError, InputError } from '@backstage/errors';
import type { BillingSink } from '@oaf/backstage-plugin-api-management-node';

const ID = /^[a-z0-9-]{1,64}$/;

/** What is told of final invoices, by id. */
export class BillingSinks {
  readonly #sinks = new Map<string, BillingSink>();

  add(sink: BillingSink): void {
    if (!ID.test(sink.id)) {
      throw new InputError(
        `The id of the billing sink ${sink.id} must be 1 to 64 small letters, digits and hyphens`,
      );
    }
    if (this.#sinks.has(sink.id)) {
      throw new ConflictError(
        `Two modules take final invoices as ${sink.id}; configure one of them only`,
      );
    }
    this.#sinks.set(sink.id, sink);
  }

  ids(): string[] {
    return [...this.#sinks.keys()];
  }

  find(id: string): BillingSink | undefined {
    return this.#sinks.get(id);
  }
}

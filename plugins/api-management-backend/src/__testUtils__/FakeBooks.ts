import type {
  BillingDocument,
  BillingSink,
  BillingSinkCall,
} from '@oaf/backstage-plugin-api-management-node';

/** A sink that makes one entry of a document, by its id, as a real one has to. */
export class FakeBooks implements BillingSink {
  readonly id = 'books';
  readonly title = 'Books';
  /** By the document's id. */
  readonly entries = new Map<string, BillingDocument>();
  /** Accounts that were opened, by customer. */
  readonly accounts: string[] = [];
  /** How often something was handed over. */
  calls = 0;
  /** What the next ones fail with. */
  failure: Error | undefined;
  /** Holds the next ones up. */
  hold: Promise<void> | undefined;

  async deliver(document: BillingDocument, { customer }: BillingSinkCall) {
    this.calls += 1;
    await this.hold;
    if (this.failure) {
      throw this.failure;
    }
    const account = customer.reference ?? `account of ${document.customer}`;
    if (!customer.reference) {
      this.accounts.push(document.customer);
      await customer.remember(account);
    }
    this.entries.set(document.id, document);
    return {
      reference: `entry-${document.number}`,
      link: `https://books.example/${document.id}`,
      customerLink: `https://pay.example/${document.id}`,
    };
  }

  reset() {
    this.entries.clear();
    this.accounts.length = 0;
    this.calls = 0;
    this.failure = undefined;
    this.hold = undefined;
  }
}

import type { HumanDuration } from '@backstage/types';

export interface Config {
  apiManagement?: {
    billing?: {
      /** Hands final invoices and credit notes over to Stripe. Absent: it is not done. */
      stripe?: {
        /**
         * Secret or restricted key, with leave to read and write customers, invoices and credit notes.
         * @visibility secret
         */
        apiKey: string;
        /** Finalises invoices at Stripe, so that they are sent or charged. Default: they are drafts that somebody looks at. */
        finalize?: boolean;
        /** How Stripe collects. Default `send_invoice`: the customer needs an e-mail address, and gets a page to pay on. */
        collectionMethod?: 'send_invoice' | 'charge_automatically';
        /** Of invoices that are sent. Default 30. */
        daysUntilDue?: number;
        /** How long Stripe may take for an answer. Default 20 seconds. */
        timeout?: HumanDuration | string;
        /** Takes the place of Stripe's address, for a mock. */
        endpoint?: string;
      };
    };
  };
}

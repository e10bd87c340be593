import type { RequestCallers } from '../authorization/Caller';
import type { BillStore } from '../billing/BillStore';
import type { ApiRouter } from '../schema/ApiRouter';
import { invoiceCsv } from './invoiceCsv';
import { invoicePdf } from './invoicePdf';
import type { InvoiceService } from './InvoiceService';
import { lineUsage } from './lineUsage';

export function addInvoiceRoutes(
  router: ApiRouter,
  {
    callers,
    invoices,
    billStore,
  }: {
    callers: RequestCallers;
    invoices: InvoiceService;
    billStore: BillStore;
  },
) {
  router.get('/invoices', async (req, res) => {
    res.json(await invoices.list(await callers.user(req), req.query));
  });

  router.get('/invoices/:invoiceId', async (req, res) => {
    const caller = await callers.user(req);
    res.json(await invoices.get(caller, req.params.invoiceId));
  });

  router.get('/invoices/:invoiceId/csv', async (req, res) => {
    const caller = await callers.user(req);
    const invoice = await invoices.get(caller, req.params.invoiceId);
    res.attachment(`invoice-${invoice.number}.csv`);
    res.type('text/csv').send(invoiceCsv(invoice));
  });

  router.get('/invoices/:invoiceId/pdf', async (req, res) => {
    const caller = await callers.user(req);
    const invoice = await invoices.get(caller, req.params.invoiceId);
    res.attachment(`invoice-${invoice.number}.pdf`);
    res.type('application/pdf').send((await invoicePdf(invoice)) as any);
  });

  router.get('/invoices/:invoiceId/lines/:line/usage', async (req, res) => {
    const caller = await callers.user(req);
    const invoice = await invoices.get(caller, req.params.invoiceId);
    const csv = await lineUsage(invoice, Number(req.params.line), billStore);
    res.attachment(`usage-${invoice.number}-${req.params.line}.csv`);
    res.type('text/csv').send(csv);
  });

  router.post('/invoices/:invoiceId/credit-notes', async (req, res) => {
    const caller = await callers.user(req);
    const { invoiceId } = req.params;
    res.status(201).json(await invoices.credit(caller, invoiceId, req.body));
  });
}

import { buffer } from 'node:stream/consumers';
import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import PDFDocument from 'pdfkit';

const SMALL = 8;
const NORMAL = 10;
const LARGE = 18;

/** The fonts of every PDF reader have the letters of Western Europe. */
const printable = (text: string) =>
  text.replace(/[^\n\u0020-\u007e\u00a0-\u00ff–—‘’“”…€]/g, '?');

const headOf = (invoice: Invoice): Array<[string, string]> => [
  ['From', invoice.issuer],
  ['To', invoice.customer],
  ['Month', `${invoice.period} (${invoice.timeZone})`],
  ['Issued', `${invoice.issuedAt} (${invoice.timeZone})`],
  ...(invoice.reason ? [['Reason', invoice.reason] as [string, string]] : []),
];

/** A page or more on A4; the same bytes whenever it is made. */
export async function invoicePdf(invoice: Invoice): Promise<Buffer> {
  const title = `${invoice.creditsId ? 'Credit note' : 'Invoice'} ${
    invoice.number
  }`;
  const document = new PDFDocument({
    size: 'A4',
    margin: 50,
    info: { Title: title, CreationDate: new Date(invoice.issuedAt) },
  });
  const pdf = buffer(document);
  document.fontSize(LARGE).text(title).moveDown(0.5);
  document.fontSize(NORMAL);
  for (const [label, value] of headOf(invoice)) {
    document.text(`${label}: ${printable(value)}`);
  }
  document.moveDown();
  writeLines(document, invoice);
  document
    .moveDown()
    .fontSize(NORMAL)
    .text(`Total: ${invoice.currency} ${invoice.total}`, { align: 'right' });
  document.end();
  return pdf;
}

function writeLines(document: PDFKit.PDFDocument, invoice: Invoice) {
  document.fontSize(SMALL).table({
    columnStyles: [110, '*', 70, 70],
    data: [
      ['For', 'What', 'Quantity', `Amount (${invoice.currency})`],
      ...(invoice.lines ?? []).map(line => [
        printable(`${line.application}: ${line.product}, ${line.plan}`),
        printable(`${line.description}\n${line.rule}`),
        line.quantity,
        line.amount,
      ]),
    ],
  });
}

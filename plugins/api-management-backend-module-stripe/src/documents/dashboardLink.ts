/** Where Stripe shows it to the account's people. */
export function dashboardLink(
  kind: 'invoices' | 'credit_notes',
  { id, livemode }: { id: string; livemode: boolean },
): string {
  return `https://dashboard.stripe.com/${livemode ? '' : 'test/'}${kind}/${id}`;
}

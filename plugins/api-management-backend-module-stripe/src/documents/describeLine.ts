import type { BillingDocument } from '@oaf/backstage-plugin-api-management-node';

const MAX_LENGTH = 500;

/** What is charged or given back, and for what. */
export function describeLine({
  description,
  application,
  product,
  plan,
}: BillingDocument['lines'][number]): string {
  const text = `${description} (${application} → ${product}, ${plan})`;
  return text.slice(0, MAX_LENGTH);
}

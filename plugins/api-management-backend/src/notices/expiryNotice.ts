import type { Notice } from './Notices';
import type { Subject } from './subscriptionNotices';

const DAY = 86_400_000;

/** To those who hold the application: its key expires, and what to do. */
export function expiryNotice(
  { id, application, product }: Pick<Subject, 'id' | 'application' | 'product'>,
  key: {
    id: string;
    name: string | null;
    prefix: string;
    expiresAt: number | null;
  },
): Notice {
  const expiresAt = key.expiresAt ?? Date.now();
  const days = Math.ceil((expiresAt - Date.now()) / DAY);
  return {
    topic: 'expiry',
    about: key.id,
    subscriptionId: id,
    title: `API key ${key.name ?? key.prefix} expires in ${days} ${
      days === 1 ? 'day' : 'days'
    }: ${product.title} for ${application.title}`,
    description:
      'Replace it, and call with its successor before the time is over.',
    side: 'consumer',
    to: [application.owner],
  };
}

import {
  alertApiRef,
  toastApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';

/** What is said once, beside the page. */
export type Announcement = {
  title: string;
  description?: string;
  status?: 'success' | 'warning' | 'danger';
};

const severities = {
  success: 'success',
  warning: 'warning',
  danger: 'error',
} as const;

/** Good news goes by itself. */
const lifetime = 5_000;

/** Says something once; the old frontend system has alerts in place of toasts. */
export function useAnnounce() {
  const apis = useApiHolder();
  return ({ title, description, status = 'success' }: Announcement) => {
    const isGood = status === 'success';
    const toasts = apis.get(toastApiRef);
    if (toasts) {
      const timeout = isGood ? lifetime : undefined;
      toasts.post({ title, description, status, timeout });
    } else {
      apis.get(alertApiRef)?.post({
        message: [title, description].filter(Boolean).join(': '),
        severity: severities[status],
        display: isGood ? 'transient' : 'permanent',
      });
    }
  };
}

import { Alert } from '@backstage/ui';

/** Says which gateways did not tell what they observed; nothing when all answered. */
export function UnansweredNotice({ unanswered }: { unanswered: string[] }) {
  return unanswered.length ? (
    <Alert
      role="status"
      icon
      status="warning"
      title={`No answer from ${unanswered.join(', ')}`}
      description="What was enrolled or used there may be missing here. This is read again by itself."
    />
  ) : null;
}

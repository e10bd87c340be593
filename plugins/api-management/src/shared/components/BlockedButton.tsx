import { Button, VisuallyHidden } from '@backstage/ui';
import { useId } from 'react';

/** A button for what cannot be done now; it says why to a pointer and to a screen reader. */
export function BlockedButton(props: { label: string; reason: string }) {
  const { label, reason } = props;
  const id = useId();
  return (
    <span title={reason}>
      <Button variant="secondary" isDisabled aria-describedby={id}>
        {label}
      </Button>
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </span>
  );
}

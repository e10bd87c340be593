import { Alert, Button } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { ErrorState, errorStatus } from '../../shared';
import styles from './Editor.module.css';

/** Why the form was not saved; comes into view when it appears. */
export function SaveError(props: {
  /** What has no field of its own. */
  error: Error | undefined;
  problemCount: number;
  onReload?: () => void;
}) {
  const { error, problemCount, onReload } = props;
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) {
      top.current?.scrollIntoView?.({ block: 'center' });
    }
  }, [error]);
  return (
    <div ref={top} className={styles.saveError}>
      {problemCount > 0 && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={
            problemCount === 1
              ? 'One field needs your attention'
              : `${problemCount} fields need your attention`
          }
        />
      )}
      <Refusal error={error} onReload={onReload} />
    </div>
  );
}

function Refusal(props: { error: Error | undefined; onReload?: () => void }) {
  const { error, onReload } = props;
  if (errorStatus(error) !== 409 || !onReload) {
    return <ErrorState error={error} />;
  }
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title="Somebody else changed this product while you edited it"
      description="Nothing of yours was saved. Load the newer version and make your changes again; what you typed here is lost by that."
      customActions={
        <Button variant="secondary" onPress={onReload}>
          Load the newer version
        </Button>
      }
    />
  );
}

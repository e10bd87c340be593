import { Progress } from '@backstage/core-components';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { type ComponentType, lazy, Suspense } from 'react';

/** Loads a field with the first form that has it. */
export function lazyField<Value, Options>(
  load: () => Promise<{
    default: ComponentType<FieldExtensionComponentProps<Value, Options>>;
  }>,
) {
  const Field = lazy(load);
  return (props: FieldExtensionComponentProps<Value, Options>) => (
    <Suspense fallback={<Progress />}>
      <Field {...props} />
    </Suspense>
  );
}

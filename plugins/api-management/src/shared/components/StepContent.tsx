import type { ReactNode } from 'react';
import { useFocusOnChange } from './useFocusOnChange';

/** The open step of a few; it has the focus as soon as it is another one. */
export function StepContent(props: {
  step: string;
  title: string;
  className?: string;
  /** It comes of the steps before. */
  isResult?: boolean;
  children: ReactNode;
}) {
  const { step, title, className, isResult, children } = props;
  const ref = useFocusOnChange<HTMLDivElement>(step, isResult);
  return (
    <div
      ref={ref}
      role="group"
      aria-label={title}
      tabIndex={-1}
      className={className}
      style={{ outline: 'none' }}
    >
      {children}
    </div>
  );
}
